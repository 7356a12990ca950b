package dev.quayside.admin.local;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.queuemanager.QueueManagerServer;

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
	public int endpointMapperPort() {
		return server.endpointMapperPort();
	}

	@Override
	public QueueManagerAddress address() {
		return new QueueManagerAddress(host, OptionalInt.of(rpcPort()), OptionalInt.of(transferPort()));
	}

	@Override
	public OpenHandles handles() {
		throw new UnsupportedOperationException("Not there yet");
	}

	@Override
	public void close() {
		server.close();
	}
}
