package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.handlers.HandlerUtil;

import java.io.IOException;

/** Asks for a queue manager and connects to it. */
public final class AddQueueManagerHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		AddQueueManagerDialog dialog = new AddQueueManagerDialog(HandlerUtil.getActiveShell(event));
		if (dialog.open() == Window.OK) {
			try {
				Connections.get().add(dialog.answer());
			} catch (IOException e) {
				throw new ExecutionException("Cannot keep the list of queue managers", e);
			}
		}
		return null;
	}
}
