package dev.quayside.ui.messages;

import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.MessageSummary;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.PurgeQueue;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.ChangeHandler;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.common.DestroyDialog;
import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Questions;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the queue as it is now, asks with what it found, looks again when the answer is yes, and then deletes all
 * messages: what the user did not see is not deleted without another question.
 */
public final class PurgeQueueHandler extends ChangeHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof InQueue selected) {
			QueueNode queue = selected.queue();
			Shell shell = HandlerUtil.getActiveShell(event);
			look(queue, (connection, now) -> Ui.later(shell, () -> ask(queue, shell, now)));
		}
		return null;
	}

	private interface Seen {

		/** Called on the thread of a job. */
		void accept(QueueManagerConnection connection, Questions.Purge now);
	}

	private static void look(QueueNode queue, Seen seen) {
		BackgroundJob.schedule("Look at " + queue.name(), monitor -> {
			try {
				QueueManagerConnection connection = queue.manager().connection(monitor);
				seen.accept(connection, look(queue, connection, monitor));
			} catch (QueueManagerException e) {
				Outcome.failed("Nothing was deleted: cannot look at " + queue.name(), e);
			}
		});
	}

	private static Questions.Purge look(QueueNode queue, QueueManagerConnection connection, IProgressMonitor monitor)
			throws QueueManagerException {
		QueueSummary summary = connection.queue(queue.name(), monitor);
		List<MessageSummary> ends = new ArrayList<>();
		try (MessageBrowser browser = connection.browse(queue.name(), monitor)) {
			browser.read(PageRequest.first(1), ends::add, monitor);
			browser.read(PageRequest.last(1), ends::add, monitor);
		}
		return new Questions.Purge(summary.messageCount(), summary.bytesInQueue(), ends.stream().findFirst(),
				ends.stream().reduce((first, last) -> last));
	}

	private static void ask(QueueNode queue, Shell shell, Questions.Purge now) {
		if (isEmpty(queue, shell, now)) {
			return;
		}
		answer(shell, Questions.purge(now, queue.where())).ifPresent(folder -> look(queue, (connection, then) -> {
			if (then.isOther(now)) {
				Ui.later(shell, () -> askAgain(queue, shell, then));
			} else {
				Changes.start(queue.manager(), new PurgeQueue(connection, queue.name(), folder));
			}
		}));
	}

	/** Only once: where messages keep arriving, there is no end to changes. */
	private static void askAgain(QueueNode queue, Shell shell, Questions.Purge then) {
		if (!isEmpty(queue, shell, then)) {
			answer(shell, Questions.purgeAgain(then, queue.where())).ifPresent(folder -> Changes.run(queue.manager(),
					connection -> new PurgeQueue(connection, queue.name(), folder)));
		}
	}

	private static boolean isEmpty(QueueNode queue, Shell shell, Questions.Purge now) {
		if (now.isEmpty()) {
			MessageDialog.openInformation(shell, "Purge queue",
					"There is no message in " + Ui.plain(queue.where()) + ".");
		}
		return now.isEmpty();
	}

	/** The folder to save in, if any; empty: the user does not want it. */
	private static Optional<Optional<Path>> answer(Shell shell, String question) {
		DestroyDialog dialog = new DestroyDialog(shell, "Purge queue", question, "&Purge");
		return dialog.ask() ? Optional.of(dialog.folder()) : Optional.empty();
	}
}
