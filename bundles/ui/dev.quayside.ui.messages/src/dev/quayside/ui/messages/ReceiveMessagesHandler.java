package dev.quayside.ui.messages;

import dev.quayside.admin.ReceiveMessages;
import dev.quayside.ui.common.ChangeHandler;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.common.DestroyDialog;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.SelectedMessages;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Questions;
import dev.quayside.ui.model.ReceivedMessages;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

import java.nio.file.Path;
import java.util.Optional;

/** Asks, then takes the selected messages out of the queue and shows them. */
public final class ReceiveMessagesHandler extends ChangeHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		if (HandlerUtil.getCurrentStructuredSelection(event)
				.getFirstElement() instanceof SelectedMessages messages) {
			QueueNode queue = messages.queue();
			DestroyDialog dialog = new DestroyDialog(HandlerUtil.getActiveShell(event), "Receive messages",
					Questions.receive(messages.rows(), queue.count(), queue.where()), "Re&ceive");
			if (dialog.ask()) {
				receive(messages, dialog.folder(), HandlerUtil.getActiveWorkbenchWindow(event));
			}
		}
		return null;
	}

	private static void receive(SelectedMessages messages, Optional<Path> folder, IWorkbenchWindow window) {
		ReceivedMessages received = new ReceivedMessages();
		QueueNode queue = messages.queue();
		Changes.run(queue.manager(),
				connection -> new ReceiveMessages(connection, queue.name(), messages.ids(), folder, received::add),
				status -> {
					Shell shell = window.getShell();
					if (!received.all().isEmpty()) {
						Ui.later(shell, () -> new ReceivedDialog(shell, window, queue.where(), received.all()).open());
					}
				});
	}
}
