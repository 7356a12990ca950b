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
import dev.quayside.ui.common.DestroyDialog;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Words;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the queue as it is now, asks with what it found, then deletes all messages. */
public final class PurgeQueueHandler extends ChangeHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		Object selected = HandlerUtil.getCurrentStructuredSelection(event).getFirstElement();
		QueueNode queue = selected instanceof SelectedMessages messages
				? messages.queue()
				: selected instanceof QueueNode node ? node : null;
		if (queue != null) {
			Shell shell = HandlerUtil.getActiveShell(event);
			BackgroundJob.schedule("Look at " + queue.name(), monitor -> look(queue, shell, monitor));
		}
		return null;
	}

	private static void look(QueueNode queue, Shell shell, IProgressMonitor monitor) {
		try {
			QueueManagerConnection connection = queue.manager().connection(monitor);
			QueueSummary summary = connection.queue(queue.name(), monitor);
			List<MessageSummary> ends = new ArrayList<>();
			try (MessageBrowser browser = connection.browse(queue.name(), monitor)) {
				browser.read(PageRequest.first(1), ends::add, monitor);
				browser.read(PageRequest.last(1), ends::add, monitor);
			}
			Ui.later(shell, () -> ask(queue, shell, question(queue, summary, ends)));
		} catch (QueueManagerException e) {
			Changes.report("Cannot look at " + queue.name(), e);
		}
	}

	private static void ask(QueueNode queue, Shell shell, String question) {
		DestroyDialog dialog = new DestroyDialog(shell, "Purge queue", question, "Purge");
		if (dialog.ask()) {
			Optional<Path> folder = dialog.folder();
			Changes.run(queue, connection -> new PurgeQueue(connection, queue.name(), folder));
		}
	}

	private static String question(QueueNode queue, QueueSummary summary, List<MessageSummary> ends) {
		StringBuilder text = new StringBuilder("Delete ").append(Words.messages(summary.messageCount())).append(" (")
				.append(Words.bytes(summary.bytesInQueue())).append(") from ").append(queue.name()).append(" on ")
				.append(queue.manager().title()).append('?');
		if (!ends.isEmpty()) {
			text.append("\n\nFirst: ").append(line(ends.get(0)));
			text.append("\nLast: ").append(line(ends.get(ends.size() - 1)));
		}
		return text.toString();
	}

	private static String line(MessageSummary message) {
		return "\"" + Words.oneLine(message.label()) + "\", sent " + Words.time(Optional.of(message.times().sent()));
	}
}
