package dev.quayside.admin;

import java.util.UUID;

/** A queue manager that runs in this process. */
public interface LocalQueueManager extends AutoCloseable {

	UUID id();

	int rpcPort();

	int transferPort();

	/** Address of the first listener, for connections from this machine. */
	QueueManagerAddress address();

	Status status();

	/** Stops the listeners, ends what waits, closes the store. */
	@Override
	void close();

	/**
	 * @param clients
	 *            open RPC connections and transfer sessions
	 * @param storageBytes
	 *            size of the store on disk; -1 if that is unknown
	 * @param messages
	 *            in all queues; -1 if that is unknown
	 */
	record Status(int clients, long storageBytes, long messages) {}
}
