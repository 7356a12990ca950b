package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;

/** Asks for a queue manager and connects to it. */
public final class AddQueueManagerHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		ConnectionDialog dialog = new ConnectionDialog(HandlerUtil.getActiveShell(event), Optional.empty());
		if (dialog.open() == Window.OK) {
			Connections.get().add(dialog.answer());
		}
		return null;
	}
}
