package dev.quayside.ui.queuemanager;

import dev.quayside.ui.common.LocalHandler;

import org.eclipse.core.commands.ExecutionEvent;

/** Starts the local queue manager. */
public final class StartHandler extends LocalHandler {

	public StartHandler() {
		super(false);
	}

	@Override
	public Object execute(ExecutionEvent event) {
		LocalJobs.start();
		return null;
	}
}
