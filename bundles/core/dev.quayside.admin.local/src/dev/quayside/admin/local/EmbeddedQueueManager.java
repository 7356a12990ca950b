package dev.quayside.admin.local;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.queuemanager.QueueManagerServer;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.store.StoreException;

import java.util.OptionalInt;
import java.util.UUID;

/** A queue manager that runs. */
final class EmbeddedQueueManager implements LocalQueueManager {

	private final QueueManagerServer server;
	private final String host;

	EmbeddedQueueManager(QueueManagerServer server, String host) {
		this.server = server;
		this.host = host;
	}

	@Override
	public UUID id() {
		return server.id();
	}

	@Override
	public int rpcPort() {
		return server.rpcPort();
	}

	@Override
	public int transferPort() {
		return server.transferPort();
	}

	@Override
	public QueueManagerAddress address() {
		return new QueueManagerAddress(host, OptionalInt.of(rpcPort()), OptionalInt.of(transferPort()));
	}

	@Override
	public Status status() {
		return new Status(server.clients(), storageBytes(), messages());
	}

	private long storageBytes() {
		try {
			return server.store().size();
		} catch (StoreException e) {
			return -1;
		}
	}

	private long messages() {
		try {
			long messages = 0;
			for (Queue queue : server.manager().queues()) {
				messages += queue.count();
			}
			return messages;
		} catch (StoreException e) {
			return -1;
		}
	}

	@Override
	public void close() {
		server.close();
	}
}
