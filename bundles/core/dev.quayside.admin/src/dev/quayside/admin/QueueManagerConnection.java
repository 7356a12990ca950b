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

	/**
	 * Moves messages between a queue and its subqueues, or between those; the order is kept. One that fails does not stop
	 * the rest.
	 *
	 * @param target
	 *            path of the subqueue or queue; a subqueue is made if it is missing
	 * @throws QueueManagerException
	 *             of kind INVALID if one of the names is none; else as {@link #delete}. If the two do not belong together,
	 *             the failure of each message is of kind INVALID
	 */
	void move(String queue, String target, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException;

	/**
	 * Rejects messages: they leave the queue for the dead-letter queue of their sender, with the reason "rejected by the
	 * receiver". On a transactional queue each in a unit of work.
	 *
	 * @throws QueueManagerException
	 *             of kind FAILED if the queue manager offers no units of work and the queue is transactional; else as
	 *             {@link #delete}
	 */
	void reject(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException;

	/** What the queue manager offers beside reading, and why not. */
	Capabilities capabilities(IProgressMonitor monitor) throws QueueManagerException;

	/**
	 * Makes a queue.
	 *
	 * @param queue
	 *            path
	 */
	QueueSummary createQueue(String queue, QueueSettings settings, IProgressMonitor monitor)
			throws QueueManagerException;

	/** Changes what is given of the settings, or nothing. */
	QueueSummary changeQueue(String queue, QueueSettings settings, IProgressMonitor monitor)
			throws QueueManagerException;

	/** Deletes a queue with its messages, journal and subqueues. */
	void deleteQueue(String queue, IProgressMonitor monitor) throws QueueManagerException;

	/** All properties and permissions of a queue. */
	QueueDetails queueDetails(String queue, IProgressMonitor monitor) throws QueueManagerException;

	/**
	 * Who may do what with a queue.
	 *
	 * @throws QueueManagerException
	 *             of kind FAILED where the queue manager does not offer {@link Capability#READ_PERMISSIONS}
	 */
	Permissions permissions(String queue, IProgressMonitor monitor) throws QueueManagerException;

	/**
	 * Changes who may do what with a queue. Entries that {@link Permissions} does not show, such as those about what is
	 * recorded, stay.
	 *
	 * @param from
	 *            as they were read
	 * @return as they are now; {@code to} where they cannot be read any more
	 * @throws QueueManagerException
	 *             of kind BUSY if they are not {@code from} any more, INVALID if a right or SID is none
	 */
	Permissions changePermissions(String queue, Permissions from, Permissions to, IProgressMonitor monitor)
			throws QueueManagerException;

	MachineDetails machineDetails(IProgressMonitor monitor) throws QueueManagerException;

	/**
	 * Lets the queue manager do something.
	 *
	 * @param queue
	 *            for what; unused where {@link QueueAction#isOfMachine}
	 */
	void act(QueueAction action, String queue, IProgressMonitor monitor) throws QueueManagerException;

	/** What this program holds open here; the same object each time. */
	OwnHandles handles();

	@Override
	void close();
}
