package dev.quayside.ui.messages;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.MessageSummary;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Widget;

import java.util.ArrayList;
import java.util.List;

/** Reads pages of one queue in the background, one at a time; what comes goes to the UI thread in small portions. */
final class QueueReader {

	private static final long PORTION_NANOS = 60_000_000;

	/** Called on the UI thread. */
	interface Receiver {

		void portion(List<MessageSummary> messages);

		/** @param isEnd whether the queue ends there */
		void ended(boolean isEnd);

		void failed(QueueManagerException e);
	}

	private final QueueNode queue;
	private final Widget owner;
	private QueueManagerConnection connection;
	private MessageBrowser browser;
	private boolean isClosed;
	private Job job;
	private boolean stopped;

	QueueReader(QueueNode queue, Widget owner) {
		this.queue = queue;
		this.owner = owner;
	}

	boolean isReading() {
		return job != null;
	}

	/** Starts to read a page; what was being read is dropped. */
	void read(PageRequest page, Receiver receiver) {
		stop();
		stopped = false;
		Job[] own = new Job[1];
		own[0] = BackgroundJob.schedule("Read " + queue.name(), monitor -> run(page, receiver, monitor, own));
		job = own[0];
	}

	/** Ends what is being read; what came stays. */
	void stop() {
		if (job != null) {
			job.cancel();
			job = null;
			stopped = true;
		}
	}

	/** Whether the user wants no more for now. */
	boolean wasStopped() {
		return stopped;
	}

	private void run(PageRequest page, Receiver receiver, IProgressMonitor monitor, Job[] own) {
		List<MessageSummary> portion = new ArrayList<>();
		long[] sent = { System.nanoTime() };
		try {
			int count = browser(monitor).read(page, message -> {
				portion.add(message);
				if (System.nanoTime() - sent[0] > PORTION_NANOS) {
					deliver(own, receiver, portion);
					sent[0] = System.nanoTime();
				}
			}, monitor);
			deliver(own, receiver, portion);
			whenCurrent(own, () -> {
				job = null;
				receiver.ended(count < page.limit());
			});
		} catch (QueueManagerException e) {
			whenCurrent(own, () -> {
				job = null;
				receiver.failed(e);
			});
		}
	}

	private void deliver(Job[] own, Receiver receiver, List<MessageSummary> portion) {
		List<MessageSummary> copy = List.copyOf(portion);
		portion.clear();
		if (!copy.isEmpty()) {
			whenCurrent(own, () -> receiver.portion(copy));
		}
	}

	/** What an older read still delivers is not wanted any more. */
	private void whenCurrent(Job[] own, Runnable work) {
		Ui.later(owner, () -> {
			if (own[0] == job) {
				work.run();
			}
		});
	}

	/** The open queue; opened anew where the connection to the queue manager is another one. */
	private synchronized MessageBrowser browser(IProgressMonitor monitor) throws QueueManagerException {
		if (isClosed) {
			throw new OperationCanceledException();
		}
		QueueManagerConnection current = queue.manager().connection(monitor);
		if (browser == null || connection != current) {
			drop();
			browser = current.browse(queue.name(), monitor);
			connection = current;
		}
		return browser;
	}

	/** Reads one message. Blocks: for jobs only. */
	Message message(LookupId id, int maxBody, IProgressMonitor monitor) throws QueueManagerException {
		return browser(monitor).message(id, maxBody, monitor);
	}

	void close() {
		stop();
		BackgroundJob.schedule("Close " + queue.name(), monitor -> end());
	}

	private synchronized void end() {
		isClosed = true;
		drop();
	}

	private void drop() {
		if (browser != null) {
			browser.close();
			browser = null;
		}
	}
}
