package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;

/** Reads the queues of all queue managers again, and connects where that failed before. */
public final class RefreshHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		Connections.get().all().stream()
				.filter(manager -> !manager.isLocal() || manager.state() != Manager.State.OFF)
				.forEach(Connections.get()::refresh);
		return null;
	}
}
