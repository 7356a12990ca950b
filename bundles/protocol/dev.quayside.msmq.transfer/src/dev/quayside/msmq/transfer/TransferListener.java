package dev.quayside.msmq.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Accepts sessions ([MS-MQQB] 3.1.5.10). A session has a thread of its own, for peers are other queue managers and few;
 * {@link TransferLimits} bounds them.
 */
public final class TransferListener implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(TransferListener.class.getName());
	private static final int BACKLOG = 256;
	/** So many that are too many are told so at a time. */
	private static final int MAX_SURPLUS = 16;
	private static final Duration CLOSING = Duration.ofSeconds(5);
	private static final long PAUSE_MILLIS = 100;

	private final Acceptor acceptor;
	private final SessionOptions options;
	private final TransferLimits limits;
	private final MessageSink sink;
	private final PacketBudget budget;
	private final SessionThreads threads = new SessionThreads("transfer");
	private final List<ServerSocket> listeners = new ArrayList<>();
	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
	private final RareWarnings warnings = new RareWarnings(LOG);
	private final RareWarnings shortage = new RareWarnings(LOG);
	private volatile boolean closed;

	/** A connection, with or without a session yet. */
	private static final class Connection {

		private final Socket socket;
		private final InetAddress address;
		private final long since = System.nanoTime();
		/** It is one too many, and only told so. */
		private volatile boolean surplus;
		private volatile TransferSession session;

		Connection(Socket socket) {
			this.socket = socket;
			this.address = socket.getInetAddress();
		}

		void close() {
			TransferSession open = session;
			if (open != null) {
				open.close();
			}
			try {
				socket.close();
			} catch (IOException e) {
				LOG.log(System.Logger.Level.DEBUG, "Cannot close a connection", e);
			}
		}
	}

	private TransferListener(UUID self, SessionOptions options, TransferLimits limits, MessageSink sink) {
		this.acceptor = new Acceptor(self, options);
		this.options = options;
		this.limits = limits;
		this.sink = sink;
		this.budget = new PacketBudget(limits.packetBytes());
	}

	/**
	 * Listens on every address; port 0 picks a free one, the same for all.
	 *
	 * @throws IOException
	 *             if a port is taken; nothing listens then
	 */
	public static TransferListener start(UUID self, SessionOptions options, MessageSink sink,
			List<InetSocketAddress> addresses) throws IOException {
		return start(self, options, TransferLimits.DEFAULT, sink, addresses);
	}

	/** Likewise with other limits. */
	public static TransferListener start(UUID self, SessionOptions options, TransferLimits limits, MessageSink sink,
			List<InetSocketAddress> addresses) throws IOException {
		TransferListener listener = new TransferListener(self, options, limits, sink);
		try {
			for (InetSocketAddress address : addresses) {
				listener.bind(address);
			}
		} catch (IOException e) {
			listener.close();
			throw e;
		}
		listener.listeners.forEach(socket -> listener.threads.execute(() -> listener.accept(socket)));
		return listener;
	}

	private void bind(InetSocketAddress address) throws IOException {
		int port = address.getPort() == 0 && !listeners.isEmpty() ? localPort() : address.getPort();
		ServerSocket socket = new ServerSocket();
		listeners.add(socket);
		try {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(address.getAddress(), port), BACKLOG);
		} catch (IOException e) {
			throw new IOException("Cannot listen on " + address.getAddress().getHostAddress() + " port " + port + ": "
					+ e.getMessage(), e);
		}
	}

	public int localPort() {
		return listeners.get(0).getLocalPort();
	}

	/** Open sessions. */
	public int sessions() {
		return (int) connections.stream().filter(connection -> connection.session != null).count();
	}

	/** An open session with this queue manager. */
	public Optional<TransferSession> session(UUID peer) {
		return connections.stream().map(connection -> connection.session)
				.filter(session -> session != null && session.isOpen() && session.peer().equals(peer)).findFirst();
	}

	/** Connections with and without a session. */
	int connections() {
		return connections.size();
	}

	/** Where the system has no more sockets, this tries again; the log says so once, and when it is over. */
	private void accept(ServerSocket listener) {
		String port = "Port " + listener.getLocalPort();
		boolean exhausted = false;
		while (!closed) {
			try {
				Socket socket = listener.accept();
				if (exhausted) {
					exhausted = false;
					LOG.log(System.Logger.Level.INFO, port + " accepts sessions again");
				}
				accept(new Connection(socket));
			} catch (IOException e) {
				if (!closed) {
					if (!exhausted) {
						shortage.say(() -> port + " accepts no more sessions for now, and those that there are go on: "
								+ e.getMessage());
					}
					exhausted = true;
					pause();
				}
			}
		}
	}

	/** So that a process without free files does not spin. */
	private static void pause() {
		try {
			Thread.sleep(PAUSE_MILLIS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void accept(Connection connection) {
		connection.surplus = !makeRoom(other -> !other.surplus, limits.connections())
				|| !makeRoom(other -> !other.surplus && other.address.equals(connection.address),
						limits.connectionsPerAddress());
		if (connection.surplus) {
			warnings.say(() -> "Too many sessions: refusing one of " + connection.address);
		}
		if (closed || connection.surplus && !makeRoom(other -> other.surplus, MAX_SURPLUS)) {
			connection.close();
			return;
		}
		connections.add(connection);
		try {
			threads.execute(() -> serve(connection));
		} catch (RejectedExecutionException | OutOfMemoryError e) {
			LOG.log(System.Logger.Level.DEBUG, "No thread for a connection", e);
			connections.remove(connection);
			connection.close();
		}
	}

	/** Whether one more fits; the oldest connection without a session makes room for it. */
	private boolean makeRoom(Predicate<Connection> counted, int limit) {
		List<Connection> all = connections.stream().filter(counted).toList();
		if (all.size() < limit) {
			return true;
		}
		Optional<Connection> idle = all.stream().filter(connection -> connection.session == null)
				.min(Comparator.comparingLong(connection -> connection.since));
		idle.ifPresent(connection -> {
			connections.remove(connection);
			connection.close();
		});
		return idle.isPresent();
	}

	private void serve(Connection connection) {
		try {
			connection.socket.setTcpNoDelay(true);
			connection.socket.setKeepAlive(true);
			PacketStream stream = new PacketStream(connection.socket, budget, options.packetTimeout());
			Optional<Acceptor.Agreement> agreed = acceptor.setUp(stream, connection.surplus);
			if (agreed.isPresent()) {
				TransferSession session = new TransferSession(stream, agreed.get().peer(), options, threads, () -> {});
				connection.session = session;
				stream.write(agreed.get().answer().encode());
				session.run(sink);
			}
		} catch (IOException e) {
			Supplier<String> why = () -> "No session with " + connection.address + ": " + e.getMessage();
			if (e instanceof TransferException failure && failure.kind() == TransferException.Kind.PROTOCOL) {
				warnings.say(why);
			} else {
				LOG.log(System.Logger.Level.DEBUG, why);
			}
		} finally {
			connections.remove(connection);
			connection.close();
		}
	}

	/** Stops to listen and ends every session. */
	@Override
	public void close() {
		closed = true;
		for (ServerSocket listener : listeners) {
			try {
				listener.close();
			} catch (IOException e) {
				LOG.log(System.Logger.Level.DEBUG, "Cannot close a listener", e);
			}
		}
		connections.forEach(Connection::close);
		threads.close();
		connections.forEach(Connection::close);
		threads.await(CLOSING);
	}
}
