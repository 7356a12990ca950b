package dev.quayside.ui.queuemanager;

import dev.quayside.ui.common.LocalControl;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;

/** Stops the local queue manager; recoverable messages stay in its store. */
public final class StopHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		LocalJobs.stop();
		return null;
	}

	@Override
	public boolean isEnabled() {
		return LocalControl.get().running().isPresent();
	}
}
