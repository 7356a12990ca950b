package dev.quayside.ui.messages;

import dev.quayside.admin.Capability;
import dev.quayside.admin.RejectMessages;
import dev.quayside.ui.common.ChangeHandler;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.common.Confirm;
import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.SelectedMessages;
import dev.quayside.ui.model.Questions;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;

/** Asks, then rejects the selected messages. */
public final class RejectMessagesHandler extends ChangeHandler {

	@Override
	protected Optional<String> refusal(IStructuredSelection selection) {
		return selection.getFirstElement() instanceof InQueue inside
				&& inside.queue().summary().transactional().optional().orElse(false)
						? inside.queue().manager().whyNot(Capability.TRANSACTIONS)
						: Optional.empty();
	}

	@Override
	public Object execute(ExecutionEvent event) {
		if (HandlerUtil.getCurrentStructuredSelection(event)
				.getFirstElement() instanceof SelectedMessages messages) {
			QueueNode queue = messages.queue();
			if (Confirm.askCarefully(HandlerUtil.getActiveShell(event), "Reject messages",
					Questions.reject(messages.rows(), queue.count(), queue.where()), "&Reject")) {
				Changes.run(queue.manager(),
						connection -> new RejectMessages(connection, queue.name(), messages.ids(), result -> {}));
			}
		}
		return null;
	}
}
