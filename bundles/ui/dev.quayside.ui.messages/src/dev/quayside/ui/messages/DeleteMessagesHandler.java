package dev.quayside.ui.messages;

import dev.quayside.admin.DeleteMessages;
import dev.quayside.ui.common.ChangeHandler;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.common.DestroyDialog;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.SelectedMessages;
import dev.quayside.ui.model.Questions;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

import java.nio.file.Path;
import java.util.Optional;

/** Asks, then deletes the selected messages; by lookup id, so that nothing else can be hit. */
public final class DeleteMessagesHandler extends ChangeHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		if (HandlerUtil.getCurrentStructuredSelection(event)
				.getFirstElement() instanceof SelectedMessages messages) {
			QueueNode queue = messages.queue();
			DestroyDialog dialog = new DestroyDialog(HandlerUtil.getActiveShell(event), "Delete messages",
					Questions.delete(messages.rows(), queue.count(), queue.where()), "&Delete");
			if (dialog.ask()) {
				Optional<Path> folder = dialog.folder();
				Changes.run(queue.manager(),
						connection -> new DeleteMessages(connection, queue.name(), messages.ids(), folder,
								result -> {}));
			}
		}
		return null;
	}
}
