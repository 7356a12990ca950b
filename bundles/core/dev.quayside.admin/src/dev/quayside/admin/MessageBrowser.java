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
	 * Reads headers in the direction of the request; each message goes to the consumer as soon as it is there.
	 *
	 * @return how many were read; fewer than the limit means that the end of the queue is reached
	 * @throws OperationCanceledException
	 *             if the monitor was cancelled, within about a second
	 */
	int read(PageRequest page, Consumer<MessageSummary> consumer, IProgressMonitor monitor)
			throws QueueManagerException;

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
