package dev.quayside.ui.messages;

import dev.quayside.admin.SaveMessages;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.common.SelectedMessages;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.ui.handlers.HandlerUtil;

import java.nio.file.Path;

/** Saves the selected messages in a folder. */
public final class SaveMessagesHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		if (HandlerUtil.getCurrentStructuredSelection(event)
				.getFirstElement() instanceof SelectedMessages messages) {
			DirectoryDialog dialog = new DirectoryDialog(HandlerUtil.getActiveShell(event));
			dialog.setText("Save messages");
			dialog.setMessage("Bodies and properties are written into files in this folder.");
			String folder = dialog.open();
			if (folder != null) {
				Changes.run(messages.queue().manager(),
						connection -> new SaveMessages(connection, messages.queue().name(),
								messages.ids(), Path.of(folder)));
			}
		}
		return null;
	}
}
