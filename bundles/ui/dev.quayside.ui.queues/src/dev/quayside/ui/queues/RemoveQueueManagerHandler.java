package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.List;
import java.util.stream.Collectors;

/** Takes the selected queue managers off the list; nothing happens to them. */
public final class RemoveQueueManagerHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		List<Manager> managers = ((List<?>) HandlerUtil.getCurrentStructuredSelection(event).toList()).stream()
				.filter(Manager.class::isInstance).map(Manager.class::cast).filter(manager -> !manager.isLocal())
				.toList();
		String names = managers.stream().map(Manager::title).collect(Collectors.joining(", "));
		if (managers.isEmpty() || !MessageDialog.openConfirm(HandlerUtil.getActiveShell(event), "Remove queue manager",
				"Take " + names + " off the list?\n\nNothing is changed there; its tabs are closed.")) {
			return null;
		}
		for (Manager manager : managers) {
			Connections.get().remove(manager);
		}
		return null;
	}
}
