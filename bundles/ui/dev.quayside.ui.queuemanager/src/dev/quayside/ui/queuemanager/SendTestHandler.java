package dev.quayside.ui.queuemanager;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.MessageSender;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.SendMessages;
import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.AdminJob;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.messages.Editors;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.ISelectionService;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;
import java.util.OptionalInt;

/** Asks for a message and sends it, to the selected queue or to the first one of the local queue manager. */
public final class SendTestHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		ISelectionService selections = HandlerUtil.getActiveWorkbenchWindow(event).getSelectionService();
		Optional<QueueNode> selected = selections.getSelection() instanceof StructuredSelection selection
				&& selection.getFirstElement() instanceof QueueNode node && node.isChangeable()
						? Optional.of(node)
						: Optional.empty();
		SendTestDialog dialog = new SendTestDialog(HandlerUtil.getActiveShell(event),
				selected.map(SendTestHandler::formatName).orElseGet(SendTestHandler::localName),
				selected.map(node -> node.manager().address().transferPort()).orElseGet(SendTestHandler::localPort));
		if (dialog.open() == Window.OK) {
			send(dialog.answer(), selected);
		}
		return null;
	}

	private static String formatName(QueueNode node) {
		return "DIRECT=OS:" + node.manager().address().host() + "\\" + node.name();
	}

	private static String localName() {
		return "DIRECT=OS:localhost\\" + LocalControl.FIRST_QUEUE;
	}

	private static OptionalInt localPort() {
		return LocalControl.get().running().map(LocalQueueManager::address).map(QueueManagerAddress::transferPort)
				.orElse(OptionalInt.empty());
	}

	/** Sends in a job, then shows what changed. */
	static void send(SendRequest request, Optional<QueueNode> queue) {
		AdminJob.schedule(new SendMessages(Services.get(MessageSender.class), request, id -> {}), status -> {
			Outcome.say(status);
			Ui.later(() -> {
				queue.ifPresent(Editors::refresh);
				Connections.get().all().stream().filter(manager -> manager.state() == Manager.State.CONNECTED)
						.forEach(Connections.get()::refresh);
			});
		});
	}
}
