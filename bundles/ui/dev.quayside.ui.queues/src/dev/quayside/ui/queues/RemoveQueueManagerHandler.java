package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

import java.io.IOException;

/** Takes the selected queue managers off the list; nothing happens to them. */
public final class RemoveQueueManagerHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		for (Object element : HandlerUtil.getCurrentStructuredSelection(event)) {
			if (element instanceof Manager manager && !manager.isLocal()) {
				try {
					Connections.get().remove(manager);
				} catch (IOException e) {
					throw new ExecutionException("Cannot keep the list of queue managers", e);
				}
			}
		}
		return null;
	}
}
