package dev.quayside.admin;

/** Starts queue managers in this process. Offered as a service. */
public interface LocalQueueManagers {

	/**
	 * Opens the store, makes missing queues and starts to listen; takes up to some seconds.
	 *
	 * @throws IllegalArgumentException
	 *             if a queue exists with other attributes; the message names them
	 * @throws QueueManagerException
	 *             if the folder is used by another queue manager, damaged or newer, or a port is taken
	 */
	LocalQueueManager start(LocalQueueManagerSettings settings) throws QueueManagerException;
}
