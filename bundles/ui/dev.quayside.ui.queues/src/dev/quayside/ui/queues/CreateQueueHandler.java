package dev.quayside.ui.queues;

import dev.quayside.admin.CreateQueue;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.model.QueueForm;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;

/** Asks for a queue and makes it. */
public final class CreateQueueHandler extends ManageQueuesHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		manager(HandlerUtil.getCurrentStructuredSelection(event)).ifPresent(manager -> {
			QueueDialog dialog = new QueueDialog(HandlerUtil.getActiveShell(event), manager.title(), Optional.empty());
			if (dialog.open() == Window.OK) {
				QueueForm form = dialog.answer();
				Changes.run(manager, connection -> new CreateQueue(connection, form.path(), form.settings()));
			}
		});
		return null;
	}
}
