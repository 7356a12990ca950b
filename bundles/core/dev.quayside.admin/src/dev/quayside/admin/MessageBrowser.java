package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.function.Consumer;

/**
 * Looks into one open queue without taking anything. Safe for use by several threads; calls block on the network and
 * belong in a job.
 */
public interface MessageBrowser extends AutoCloseable {

	QueueAddress queue();

	/**
	 * Reads messages in the direction of the request; each goes to the consumer as soon as it is there.
	 *
	 * @param maxBody
	 *            so many bytes of each body, 0 for headers only
	 * @return how many were read; fewer than the limit means that the end of the queue is reached
	 * @throws OperationCanceledException
	 *             if the monitor was cancelled, within about a second
	 */
	int messages(PageRequest page, int maxBody, Consumer<Message> consumer, IProgressMonitor monitor)
			throws QueueManagerException;

	/** Reads headers only. */
	default int read(PageRequest page, Consumer<MessageSummary> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		return messages(page, 0, message -> consumer.accept(message.summary()), monitor);
	}

	/**
	 * Reads one message with at most so many bytes of its body.
	 *
	 * @throws QueueManagerException
	 *             of kind NOT_FOUND if the message has gone
	 */
	Message message(LookupId id, int maxBody, IProgressMonitor monitor) throws QueueManagerException;

	@Override
	void close();
}
