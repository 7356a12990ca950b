package dev.quayside.ui.queues;

import dev.quayside.admin.DeleteQueue;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.common.Confirm;
import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Questions;
import dev.quayside.ui.model.Subqueues;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the queue as it is now, asks with what it found, and deletes it with all that is in it. */
public final class DeleteQueueHandler extends ManageQueuesHandler {

	@Override
	protected Optional<String> refusal(IStructuredSelection selection) {
		return super.refusal(selection).or(() -> selection.getFirstElement() instanceof InQueue inside
				? refusal(inside.queue())
				: Optional.empty());
	}

	@Override
	public Object execute(ExecutionEvent event) {
		Shell shell = HandlerUtil.getActiveShell(event);
		queue(event).ifPresent(queue -> BackgroundJob.schedule("Look at " + queue.name(), monitor -> {
			try {
				List<QueueSummary> found = look(queue, queue.manager().connection(monitor), monitor);
				Ui.later(shell, () -> ask(shell, queue, found));
			} catch (QueueManagerException e) {
				Outcome.failed("Nothing was deleted: cannot look at " + queue.name(), e);
			}
		}));
		return null;
	}

	/** The queue, and its subqueues behind it. */
	private static List<QueueSummary> look(QueueNode queue, QueueManagerConnection connection,
			IProgressMonitor monitor) throws QueueManagerException {
		List<QueueSummary> found = new ArrayList<>();
		found.add(connection.queue(queue.name(), monitor));
		for (String name : found.get(0).subqueues().optional().orElse(List.of())) {
			try {
				found.add(connection.queue(Subqueues.path(queue.name(), name), monitor));
			} catch (QueueManagerException e) {
				// an empty subqueue goes by itself
				if (e.kind() != QueueManagerException.Kind.NOT_FOUND) {
					throw e;
				}
			}
		}
		return found;
	}

	private static void ask(Shell shell, QueueNode queue, List<QueueSummary> found) {
		if (Confirm.askCarefully(shell, "Delete queue",
				Questions.deleteQueue(found.get(0), found.subList(1, found.size()), queue.where()), "&Delete")) {
			Changes.run(queue.manager(), connection -> new DeleteQueue(connection, queue.name()));
		}
	}
}
