package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.function.Consumer;

/** Sends messages to a queue by its direct format name. Offered as a service. */
public interface MessageSender {

	/**
	 * Sends and waits until the peer queue manager has accepted every message, which is not yet "in the queue". Message
	 * ids go to the consumer in order, as they are accepted.
	 *
	 * @throws QueueManagerException
	 *             if not all were accepted; the message says how many were
	 */
	void send(SendRequest request, Consumer<String> accepted, IProgressMonitor monitor) throws QueueManagerException;
}
