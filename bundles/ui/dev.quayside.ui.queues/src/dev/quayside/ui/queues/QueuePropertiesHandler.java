package dev.quayside.ui.queues;

import dev.quayside.admin.ChangeQueue;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.Reading;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.QueueForm;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;

/** Reads what a queue was made with, and changes what the user wants other. */
public final class QueuePropertiesHandler extends ManageQueuesHandler {

	@Override
	protected Optional<String> refusal(IStructuredSelection selection) {
		return super.refusal(selection).or(() -> selection.getFirstElement() instanceof InQueue inside
				? refusal(inside.queue())
				: Optional.empty());
	}

	@Override
	public Object execute(ExecutionEvent event) {
		Shell shell = HandlerUtil.getActiveShell(event);
		queue(event).ifPresent(queue -> BackgroundJob.schedule("Read " + queue.name(), monitor -> {
			String failed = "The properties of " + queue.name() + " cannot be changed";
			try {
				Reading<QueueSettings> settings = queue.manager().connection(monitor)
						.queueDetails(queue.name(), monitor).settings();
				if (settings.optional().isPresent()) {
					Ui.later(shell, () -> ask(shell, queue, QueueForm.of(queue.name(), settings.optional().get())));
				} else {
					Outcome.failed(failed, new QueueManagerException(QueueManagerException.Kind.FAILED,
							settings.unknownReason().orElse("They are not known"), "", null));
				}
			} catch (QueueManagerException e) {
				Outcome.failed(failed, e);
			}
		}));
		return null;
	}

	private static void ask(Shell shell, QueueNode queue, QueueForm before) {
		QueueDialog dialog = new QueueDialog(shell, queue.manager().title(), Optional.of(before));
		if (dialog.open() == Window.OK) {
			QueueSettings changes = dialog.answer().changes(before);
			Changes.run(queue.manager(), connection -> new ChangeQueue(connection, queue.name(), changes));
		}
	}
}
