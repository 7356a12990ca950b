package dev.quayside.ui.queues;

import dev.quayside.admin.QueueAction;
import dev.quayside.admin.RunAction;
import dev.quayside.ui.common.ChangeHandler;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.common.Confirm;
import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.model.QueueKind;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;

/** Lets the selected queue manager do something, with an outgoing queue or with itself; its data names the action. */
public final class ActionHandler extends ChangeHandler {

	private QueueAction action;

	@Override
	public void setInitializationData(IConfigurationElement config, String property, Object data) {
		super.setInitializationData(config, property, data);
		action = QueueAction.valueOf(String.valueOf(data));
	}

	@Override
	protected Optional<String> refusal(IStructuredSelection selection) {
		return ManageQueuesHandler.manager(selection).flatMap(manager -> {
			if (manager.state() != Manager.State.CONNECTED) {
				return Optional.of("There is no connection to " + manager.title());
			}
			boolean isOutgoing = selection.getFirstElement() instanceof InQueue inside
					&& QueueKind.of(inside.queue().summary()) == QueueKind.OUTGOING;
			return action.isOfMachine() || isOutgoing ? Optional.empty() : Optional.of("It is for outgoing queues");
		});
	}

	@Override
	public Object execute(ExecutionEvent event) {
		IStructuredSelection selection = HandlerUtil.getCurrentStructuredSelection(event);
		ManageQueuesHandler.manager(selection).ifPresent(manager -> {
			if (action != QueueAction.DISCONNECT || Confirm.ask(HandlerUtil.getActiveShell(event), "Disconnect",
					"Take " + manager.title()
							+ " off its network?\n\nIt sends and takes no messages of others until it is "
							+ "connected again.",
					"&Disconnect")) {
				Changes.run(manager, connection -> selection.getFirstElement() instanceof InQueue inside
						&& !action.isOfMachine()
								? new RunAction(connection, action, inside.queue().name())
								: new RunAction(connection, action));
			}
		});
		return null;
	}
}
