package dev.quayside.ui.queuemanager;

import dev.quayside.admin.MessageSender;
import dev.quayside.admin.SendMessages;
import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.AdminJob;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.QueueTabs;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Changeable;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.ISources;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;

/** Asks for a message and sends it, to the selected queue or to the first one of the local queue manager. */
public final class SendTestHandler extends AbstractHandler {

	/** Not offered where what is selected is read-only. */
	@Override
	public void setEnabled(Object evaluationContext) {
		Object selected = HandlerUtil.getVariable(evaluationContext,
				ISources.ACTIVE_CURRENT_SELECTION_NAME) instanceof IStructuredSelection selection
						? selection.getFirstElement()
						: null;
		setBaseEnabled(!(selected instanceof Changeable changeable) || changeable.isChangeable());
	}

	@Override
	public Object execute(ExecutionEvent event) {
		Object selected = HandlerUtil.getCurrentStructuredSelection(event).getFirstElement();
		Optional<QueueNode> queue = selected instanceof InQueue inside ? Optional.of(inside.queue()) : Optional.empty();
		SendTestDialog dialog = new SendTestDialog(HandlerUtil.getActiveShell(event),
				queue.map(Destination::of).orElseGet(Destination::local));
		if (dialog.open() == Window.OK) {
			send(dialog.answer(), queue);
		}
		return null;
	}

	/** Sends in a job, then shows what changed. */
	static void send(SendRequest request, Optional<QueueNode> queue) {
		AdminJob.schedule(new SendMessages(Services.get(MessageSender.class), request, id -> {}),
				status -> Ui.later(() -> {
					queue.ifPresent(QueueTabs::refresh);
					Connections.get().all().stream().filter(manager -> manager.state() == Manager.State.CONNECTED)
							.forEach(Connections.get()::refresh);
				}));
	}
}
