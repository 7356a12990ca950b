package dev.quayside.ui.messages;

import dev.quayside.admin.DeleteMessages;
import dev.quayside.ui.common.ChangeHandler;
import dev.quayside.ui.common.DestroyDialog;
import dev.quayside.ui.model.Words;

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
			DestroyDialog dialog = new DestroyDialog(HandlerUtil.getActiveShell(event), "Delete messages",
					question(messages), "Delete");
			if (dialog.ask()) {
				Optional<Path> folder = dialog.folder();
				Changes.run(messages.queue(), connection -> new DeleteMessages(connection, messages.queue().name(),
						messages.ids(), folder, result -> {}));
			}
		}
		return null;
	}

	private static String question(SelectedMessages messages) {
		long bytes = messages.rows().stream().mapToLong(row -> row.summary().bodySize()).sum();
		String what = messages.rows().size() == 1
				? "the message \"" + Words.oneLine(messages.rows().get(0).summary().label()) + "\""
				: Words.messages(messages.rows().size());
		return "Delete " + what + " (" + Words.bytes(bytes) + " of bodies) from " + messages.queue().name() + " on "
				+ messages.queue().manager().title() + "?";
	}
}
