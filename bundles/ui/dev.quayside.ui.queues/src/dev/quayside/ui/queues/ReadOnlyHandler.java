package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

import java.io.IOException;

/** Marks the selected connections as read-only, or takes the mark away. */
public final class ReadOnlyHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		for (Object element : HandlerUtil.getCurrentStructuredSelection(event)) {
			if (element instanceof Manager manager) {
				try {
					Connections.get().setReadOnly(manager, !manager.isReadOnly());
				} catch (IOException e) {
					throw new ExecutionException("Cannot keep the list of queue managers", e);
				}
			}
		}
		return null;
	}
}
