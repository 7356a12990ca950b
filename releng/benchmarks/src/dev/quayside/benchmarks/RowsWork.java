package dev.quayside.benchmarks;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Message;
import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.MessageSummary;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.remote.RemoteQueueManagers;
import dev.quayside.ui.model.MessageWindow;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.util.ArrayList;
import java.util.List;

/** What the window does to show a queue, without the widgets; one turn is one time. First argument: port. */
final class RowsWork {

	/** As many as the window asks for at once. */
	private static final int PAGE = 400;

	private RowsWork() {}

	private interface Look {

		long at(MessageBrowser browser) throws Exception;
	}

	private static long with(String port, Look look) throws Exception {
		ConnectionSettings settings = ConnectionSettings.anonymous(QueueManagerAddress.parse("127.0.0.1:" + port));
		try (QueueManagerConnection connection = new RemoteQueueManagers().connect(settings,
				new NullProgressMonitor());
				MessageBrowser browser = connection.browse(Messages.PATH, new NullProgressMonitor())) {
			return look.at(browser);
		}
	}

	/** Connects, opens the queue and reads so many rows; arguments: port, rows. */
	static Worker.Work firstRows(List<String> arguments) {
		int rows = Integer.parseInt(arguments.get(1));
		return deadline -> with(arguments.get(0), browser -> page(browser, PageRequest.first(rows)).size());
	}

	private static List<MessageSummary> page(MessageBrowser browser, PageRequest request)
			throws QueueManagerException {
		List<MessageSummary> rows = new ArrayList<>();
		browser.read(request, rows::add, new NullProgressMonitor());
		return rows;
	}

	/** Reads all rows. */
	static Worker.Work allRows(List<String> arguments) {
		return deadline -> with(arguments.get(0), browser -> browser.read(PageRequest.first(Integer.MAX_VALUE), row -> {
			// not kept
		}, new NullProgressMonitor()));
	}

	/** Reads all rows page by page into the model of the table; the bytes by which the heap grew. */
	static Worker.Work heap(List<String> arguments) {
		return deadline -> {
			long before = Worker.usedHeap();
			return with(arguments.get(0), browser -> {
				MessageWindow window = new MessageWindow();
				List<MessageSummary> rows = page(browser, PageRequest.first(PAGE));
				while (!rows.isEmpty()) {
					window.append(rows);
					rows = page(browser, PageRequest.after(window.last().orElseThrow(), PAGE));
				}
				long growth = Worker.usedHeap() - before;
				if (window.size() == 0) {
					throw new IllegalStateException("The queue is empty");
				}
				return growth;
			});
		};
	}

	/** Reads the first message with its body; the bytes of the body. */
	static Worker.Work largeBody(List<String> arguments) {
		return deadline -> with(arguments.get(0), browser -> {
			MessageSummary first = page(browser, PageRequest.first(1)).get(0);
			Message message = browser.message(first.lookupId(), Messages.WHOLE_BODY, new NullProgressMonitor());
			return message.body().length;
		});
	}
}
