package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.model.ConnectionForm;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.handlers.HandlerUtil;

/** Asks for a queue manager and connects to it. */
public final class AddQueueManagerHandler extends AbstractHandler {

	/** Parameter of the command: where it is. */
	private static final String HOST = "dev.quayside.manager.add.host";

	@Override
	public Object execute(ExecutionEvent event) {
		String host = event.getParameter(HOST);
		ConnectionDialog dialog = new ConnectionDialog(HandlerUtil.getActiveShell(event),
				host == null ? ConnectionForm.empty() : ConnectionForm.at(host));
		if (dialog.open() == Window.OK) {
			Connections.get().add(dialog.answer());
		}
		return null;
	}
}
