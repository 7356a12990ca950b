package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.List;
import java.util.function.Consumer;

/**
 * One queue manager, local or remote.
 * <p>
 * Every method may block on the network and belongs in a job. A cancelled monitor ends the call with
 * {@link OperationCanceledException} within about a second; what the queue manager had already done stays done. Safe
 * for use by several threads. A connection that broke is made anew by the next call.
 */
public interface QueueManagerConnection extends AutoCloseable {

	ConnectionSettings settings();

	/** How the connection is protected that stands, or stood last. */
	ConnectionSecurity security();

	/**
	 * Makes sure with one call that the queue manager lets us in: some servers refuse nobody before that.
	 *
	 * @throws QueueManagerException
	 *             of kind DENIED if it does not
	 */
	default void verify(IProgressMonitor monitor) throws QueueManagerException {
		machine(monitor);
	}

	MachineSummary machine(IProgressMonitor monitor) throws QueueManagerException;

	/** Lists queues in name order; each goes to the consumer as soon as its counts are there. */
	void queues(QueueListing listing, Consumer<QueueSummary> consumer, IProgressMonitor monitor)
			throws QueueManagerException;

	QueueSummary queue(String queue, IProgressMonitor monitor) throws QueueManagerException;

	/** Opens a queue for looking. */
	MessageBrowser browse(String queue, IProgressMonitor monitor) throws QueueManagerException;

	/** Takes one message; {@code maxBody} limits the body that is returned, not what is taken. */
	Message receive(String queue, ReceiveRequest request, int maxBody, IProgressMonitor monitor)
			throws QueueManagerException;

	/**
	 * Deletes messages one by one; one that fails does not stop the rest. Each result goes to the consumer at once.
	 *
	 * @throws QueueManagerException
	 *             if the queue cannot be opened or the connection broke: results so far stand
	 */
	void delete(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException;

	/**
	 * Deletes every message of a queue. A message that arrives meanwhile may survive.
	 *
	 * @return how many messages were there; unknown where the queue manager doesn't say
	 */
	Reading<Long> purge(String queue, IProgressMonitor monitor) throws QueueManagerException;

	@Override
	void close();
}
