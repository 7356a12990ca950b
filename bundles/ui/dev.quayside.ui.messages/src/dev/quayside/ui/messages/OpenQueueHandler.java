package dev.quayside.ui.messages;

import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.QueueTabs;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows the messages of the selected queues. */
public final class OpenQueueHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		for (Object element : HandlerUtil.getCurrentStructuredSelection(event)) {
			if (element instanceof QueueNode queue) {
				try {
					QueueTabs.open(queue);
				} catch (PartInitException e) {
					throw new ExecutionException("Cannot show " + queue.name(), e);
				}
			}
		}
		return null;
	}
}
