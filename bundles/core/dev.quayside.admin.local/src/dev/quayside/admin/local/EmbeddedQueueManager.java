package dev.quayside.admin.local;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.queuemanager.QueueManagerServer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** A queue manager that runs. */
final class EmbeddedQueueManager implements LocalQueueManager {

	private final QueueManagerServer server;
	private final String host;
	private final OpenHandles handles;
	private final Optional<ControlServer> control;

	EmbeddedQueueManager(QueueManagerServer server, Path data, String host) {
		this.server = server;
		this.host = host;
		this.handles = new EngineHandles(server.manager(), address());
		this.control = control(data);
	}

	/** A queue manager is of use without the socket, for instance on a file system that knows none. */
	private Optional<ControlServer> control(Path data) {
		try {
			return Optional.of(ControlServer.start(data, handles));
		} catch (IOException | RuntimeException e) {
			System.getLogger(EmbeddedQueueManager.class.getName()).log(System.Logger.Level.WARNING,
					"There is no control socket in " + data + ": 'quayside cursors' cannot be used", e);
			return Optional.empty();
		}
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
		return handles;
	}

	@Override
	public void close() {
		control.ifPresent(ControlServer::close);
		server.close();
	}
}
