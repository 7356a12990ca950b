package dev.quayside.admin;

import java.util.UUID;

/** A queue manager that runs in this process. */
public interface LocalQueueManager extends AutoCloseable {

	UUID id();

	int rpcPort();

	int transferPort();

	/** 0: there is no endpoint mapper. */
	int endpointMapperPort();

	/** Address of the first listener, for connections from this machine. */
	QueueManagerAddress address();

	/** What every client holds open. */
	OpenHandles handles();

	/** Stops the listeners, ends what waits, closes the store. */
	@Override
	void close();
}
