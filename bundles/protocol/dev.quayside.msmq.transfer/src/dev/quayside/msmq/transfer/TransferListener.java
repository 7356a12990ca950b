package dev.quayside.msmq.transfer;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.InternalPacket.ConnectionParameters;
import dev.quayside.msmq.packet.InternalPacket.EstablishConnection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Accepts sessions ([MS-MQQB] 3.1.5.2 to 3.1.5.4, the side of the acceptor). A session has a thread of its own, for
 * peers are other queue managers and few; there are at most {@link #MAX_SESSIONS}.
 */
public final class TransferListener implements AutoCloseable {

	public static final int MAX_SESSIONS = 512;

	private static final System.Logger LOG = System.getLogger(TransferListener.class.getName());
	private static final int BACKLOG = 256;

	private final UUID self;
	private final SessionOptions options;
	private final MessageSink sink;
	private final List<ServerSocket> listeners = new ArrayList<>();
	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
	private final Set<TransferSession> sessions = ConcurrentHashMap.newKeySet();
	private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
		Thread thread = new Thread(task, "transfer");
		thread.setDaemon(true);
		return thread;
	});
	private volatile boolean closed;

	private TransferListener(UUID self, SessionOptions options, MessageSink sink) {
		this.self = self;
		this.options = options;
		this.sink = sink;
	}

	/**
	 * Listens on every address; port 0 picks a free one, the same for all.
	 *
	 * @throws IOException
	 *             if a port is taken; nothing listens then
	 */
	public static TransferListener start(UUID self, SessionOptions options, MessageSink sink,
			List<InetSocketAddress> addresses) throws IOException {
		TransferListener listener = new TransferListener(self, options, sink);
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
		return sessions.size();
	}

	private void accept(ServerSocket listener) {
		while (!closed) {
			try {
				Socket socket = listener.accept();
				if (sockets.size() >= MAX_SESSIONS) {
					LOG.log(System.Logger.Level.WARNING,
							() -> "Too many sessions: refusing " + socket.getInetAddress());
					socket.close();
					continue;
				}
				sockets.add(socket);
				threads.execute(() -> serve(socket));
			} catch (IOException e) {
				if (!closed) {
					LOG.log(System.Logger.Level.WARNING, "Cannot accept a session", e);
				}
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			socket.setSoTimeout((int) options.setUpTimeout().toMillis());
			PacketStream stream = new PacketStream(socket);
			TransferSession session = setUp(socket, stream);
			if (session != null) {
				sessions.add(session);
				session.run();
				sessions.remove(session);
			}
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG,
					() -> "No session with " + socket.getInetAddress() + ": " + e.getMessage());
		} finally {
			sockets.remove(socket);
		}
	}

	private TransferSession setUp(Socket socket, PacketStream stream) throws IOException {
		EstablishConnection request = stream.expect(EstablishConnection.class);
		boolean refused = !request.server().equals(Guids.NIL) && !request.server().equals(self);
		stream.write(new EstablishConnection(refused, request.client(), self, request.timeStamp(),
				request.operatingSystem()).encode());
		if (refused) {
			return null;
		}
		ConnectionParameters proposed = stream.expect(ConnectionParameters.class);
		stream.write(new ConnectionParameters(false, proposed.recoverableAckTimeout(), proposed.ackTimeout(),
				options.window()).encode());
		TransferSession.Peer peer = new TransferSession.Peer(request.client(), proposed.window(),
				proposed.recoverableAckTimeout());
		return new TransferSession(stream, socket, peer, options, sink, threads);
	}

	/** Stops to listen and ends every session. */
	@Override
	public void close() {
		closed = true;
		List<AutoCloseable> all = new ArrayList<>(listeners);
		all.addAll(sessions);
		all.addAll(sockets);
		for (AutoCloseable closeable : all) {
			try {
				closeable.close();
			} catch (Exception e) {
				LOG.log(System.Logger.Level.DEBUG, "Cannot close", e);
			}
		}
		threads.shutdown();
	}
}
