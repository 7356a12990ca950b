package dev.quayside.admin.directory;

import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.IProgressMonitor;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;

/** What can be said to queue managers without a logon. Offered as a service by the bundle that speaks the protocols. */
public interface QueueManagerContacts {

	/**
	 * How to reach a queue manager.
	 *
	 * @param transferPort
	 *            of the binary protocol; empty: 1801
	 */
	record Contact(String host, OptionalInt transferPort, Duration timeout) {}

	/** What has happened to an object, in the words of the directory. */
	enum Event {
		QUEUE_CREATED,
		QUEUE_CHANGED,
		QUEUE_DELETED
	}

	/**
	 * One of the queue manager's objects in the directory has changed.
	 *
	 * @param object
	 *            objectGUID
	 * @param domainController
	 *            by which it was changed, and which therefore has it already
	 */
	record Notice(Event event, UUID object, String domainController) {}

	/** Asks a queue manager for its id. */
	UUID identify(Contact contact, IProgressMonitor monitor) throws QueueManagerException;

	/**
	 * Tells a queue manager to look at the directory; returns when it has accepted the message. It may be minutes until it
	 * looks.
	 *
	 * @param queueManagerId
	 *            of the one that is meant
	 * @throws QueueManagerException
	 *             of kind INVALID if another one answers
	 */
	void notify(Contact contact, UUID queueManagerId, Notice notice, IProgressMonitor monitor)
			throws QueueManagerException;
}
