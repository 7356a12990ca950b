package dev.quayside.testkit;

import dev.quayside.queuemanager.QueueConflictException;
import dev.quayside.queuemanager.QueueManagerOptions;
import dev.quayside.queuemanager.QueueManagerServer;
import dev.quayside.queuemanager.ServerSecurity;
import dev.quayside.queuemanager.engine.QueueAttributes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A queue manager in this process, on free ports of the loopback address. */
public final class TestQueueManager implements AutoCloseable {

	private final QueueManagerServer server;

	private TestQueueManager(QueueManagerServer server) {
		this.server = server;
	}

	/**
	 * @param data
	 *            folder of its store
	 * @param queues
	 *            names without {@code private$\}
	 */
	public static TestQueueManager start(Path data, String... queues) throws IOException {
		return start(data, QueueManagerOptions.DEFAULT_PENDING_TIMEOUT, queues);
	}

	/** Likewise with another time for receives that are not ended. */
	public static TestQueueManager start(Path data, Duration pendingTimeout, String... queues) throws IOException {
		return start(data, pendingTimeout, 0, ServerSecurity.OPEN, queues);
	}

	/** Likewise for those whom it lets in, with an endpoint mapper. */
	public static TestQueueManager start(Path data, ServerSecurity security, String... queues) throws IOException {
		return start(data, QueueManagerOptions.DEFAULT_PENDING_TIMEOUT, freePort(), security, queues);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
	}

	private static TestQueueManager start(Path data, Duration pendingTimeout, int endpointMapper,
			ServerSecurity security, String... queues) throws IOException {
		List<QueueAttributes> attributes = new ArrayList<>();
		for (String queue : queues) {
			attributes.add(QueueAttributes.named(queue));
		}
		try {
			return new TestQueueManager(QueueManagerServer.start(new QueueManagerOptions(data,
					List.of(InetAddress.getByName("127.0.0.1")), 0, 0, endpointMapper, attributes, pendingTimeout,
					security)));
		} catch (QueueConflictException e) {
			throw new IOException(e);
		}
	}

	public QueueManagerServer server() {
		return server;
	}

	/** {@code 127.0.0.1:port}, as the command line takes it. */
	public String host() {
		return "127.0.0.1:" + server.rpcPort();
	}

	@Override
	public void close() {
		server.close();
	}
}
