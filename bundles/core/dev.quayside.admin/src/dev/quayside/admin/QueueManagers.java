package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;

/** Connects to queue managers. Offered as a service by the bundle that speaks the protocols. */
public interface QueueManagers {

	/**
	 * Opens a connection and makes sure that a queue manager answers.
	 *
	 * @throws QueueManagerException
	 *             of kind UNREACHABLE, PROTOCOL or DENIED
	 */
	QueueManagerConnection connect(ConnectionSettings settings, IProgressMonitor monitor) throws QueueManagerException;
}
