package dev.quayside.ui.messages;

import dev.quayside.ui.common.ChangeHandler;
import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.MovingMessages;
import dev.quayside.ui.common.SelectedMessages;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;

/** Asks where to, then moves the selected messages to a subqueue or back to its queue. */
public final class MoveMessagesHandler extends ChangeHandler {

	@Override
	protected Optional<String> refusal(IStructuredSelection selection) {
		return selection.getFirstElement() instanceof InQueue inside
				? MovingMessages.refusal(inside.queue())
				: Optional.empty();
	}

	@Override
	public Object execute(ExecutionEvent event) {
		if (HandlerUtil.getCurrentStructuredSelection(event)
				.getFirstElement() instanceof SelectedMessages messages) {
			MoveDialog dialog = new MoveDialog(HandlerUtil.getActiveShell(event), messages);
			dialog.ask().ifPresent(target -> MovingMessages.move(messages, target));
		}
		return null;
	}
}
