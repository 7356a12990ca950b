package dev.quayside.ui.queuemanager;

import dev.quayside.ui.common.LocalHandler;

import org.eclipse.core.commands.ExecutionEvent;

/** Stops the local queue manager; its messages stay in its store. */
public final class StopHandler extends LocalHandler {

	public StopHandler() {
		super(true);
	}

	@Override
	public Object execute(ExecutionEvent event) {
		LocalJobs.stop();
		return null;
	}
}
