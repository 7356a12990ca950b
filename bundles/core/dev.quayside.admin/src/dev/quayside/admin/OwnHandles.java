package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;

import java.time.Duration;

/**
 * What this program holds open over a connection, which it can also use. When the connection breaks, all of it is gone.
 */
public interface OwnHandles extends OpenHandles {

	/** Opens a queue to hold it. */
	HeldQueue open(String queue, HeldQueue.Access access, boolean exclusive, IProgressMonitor monitor)
			throws QueueManagerException;

	/** A new cursor stands before the first message. */
	HeldCursor createCursor(long handle, IProgressMonitor monitor) throws QueueManagerException;

	/** What a cursor can be told ([MS-MQRR] 3.1.4.7). */
	enum Step {
		/** Show the message at which it stands; from a new one, the first. */
		PEEK_CURRENT,
		/** Go on to the next, and show it; from a new one, the first. */
		PEEK_NEXT,
		/** Hold the message at which it stands, until {@link OwnHandles#take} or {@link OpenHandles#release}. */
		RECEIVE
	}

	/**
	 * Tells a cursor to do something.
	 *
	 * @param cursor
	 *            0: none, the head of the queue
	 * @param wait
	 *            for a message, if there is none
	 * @throws QueueManagerException
	 *             of kind TIMEOUT if there is none
	 */
	Message step(long handle, long cursor, Step step, Duration wait, int maxBody, IProgressMonitor monitor)
			throws QueueManagerException;

	/** Takes the message that a receive holds out of the queue. */
	void take(long handle, long requestId, IProgressMonitor monitor) throws QueueManagerException;

	/** Calls the listener after each change, on any thread; run the result to stop. */
	Runnable onChanged(Runnable listener);
}
