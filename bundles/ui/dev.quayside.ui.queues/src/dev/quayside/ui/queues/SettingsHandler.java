package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.handlers.HandlerUtil;

/** Changes how the selected queue manager is connected to. */
public final class SettingsHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof Manager manager) {
			ConnectionDialog dialog = new ConnectionDialog(HandlerUtil.getActiveShell(event), manager);
			if (dialog.open() == Window.OK) {
				Connections.get().change(manager, dialog.answer());
			}
		}
		return null;
	}
}
