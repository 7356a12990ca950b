package dev.quayside.ui.queuemanager;

import dev.quayside.ui.common.LocalControl;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;

/** Starts the local queue manager. */
public final class StartHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		LocalJobs.start(manager -> {});
		return null;
	}

	@Override
	public boolean isEnabled() {
		return LocalControl.get().running().isEmpty();
	}
}
