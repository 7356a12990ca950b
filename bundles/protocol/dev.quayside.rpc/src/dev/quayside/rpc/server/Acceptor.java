package dev.quayside.rpc.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Listens on one address and reads the connections that were accepted there, in one thread at a time. */
final class Acceptor implements Reader.Work {

	private static final System.Logger LOG = System.getLogger(Acceptor.class.getName());
	private static final int BACKLOG = 512;
	private static final long TICK_MILLIS = 500;
	private static final int ACCEPTED_AT_ONCE = 64;
	/** The part of all connections that makes room at once. */
	private static final int AT_ONCE_OF = 64;
	private static final long COMPLAINT_NANOS = 10_000_000_000L;

	private final RpcServer server;
	private final Selector selector;
	private final ServerSocketChannel listener;
	private final int port;
	private final Set<ConnectionChannel> channels = ConcurrentHashMap.newKeySet();
	private final Map<InetAddress, Integer> addresses = new ConcurrentHashMap<>();
	private final Reader[] readers;
	private final Consumer<SelectionKey> handler = this::handle;
	private volatile boolean closed;
	private long nextTick = System.nanoTime();
	private long nextComplaint = System.nanoTime();
	private int refused;
	/** Whether the system gave no socket for the last one. */
	private boolean exhausted;
	private long nextShortage = System.nanoTime();

	Acceptor(RpcServer server, InetSocketAddress address) throws IOException {
		this.server = server;
		this.selector = Selector.open();
		this.listener = ServerSocketChannel.open();
		try {
			listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
			listener.bind(address, BACKLOG);
			listener.configureBlocking(false);
			listener.register(selector, SelectionKey.OP_ACCEPT);
			this.port = listener.socket().getLocalPort();
		} catch (IOException e) {
			listener.close();
			selector.close();
			throw new IOException("Cannot listen on " + address.getAddress().getHostAddress() + " port "
					+ address.getPort() + ": " + e.getMessage(), e);
		}
		this.readers = Reader.pair("rpc-server-" + port, this);
	}

	void start() {
		readers[0].start();
		readers[1].start();
	}

	int localPort() {
		return port;
	}

	int connections() {
		return channels.size();
	}

	Set<ConnectionChannel> channels() {
		return channels;
	}

	@Override
	public void read() {
		try {
			selector.select(handler, TICK_MILLIS);
			server.relieve();
			tick();
		} catch (IOException | RuntimeException e) {
			if (!closed) {
				LOG.log(System.Logger.Level.ERROR, "The RPC listener on port " + port + " had a failure and goes on",
						e);
			}
		}
	}

	@Override
	public void handOver(Runnable call) {
		server.handOver(call);
	}

	@Override
	public boolean isOver() {
		return closed;
	}

	/** A failure ends the connection that it comes from, and no other: not even lack of memory or of stack. */
	private void handle(SelectionKey key) {
		if (key.channel() == listener) {
			accept(key);
			return;
		}
		ConnectionChannel channel = (ConnectionChannel) key.attachment();
		try {
			if (key.isValid() && key.isWritable()) {
				channel.flush();
			}
			if (key.isValid() && key.isReadable()) {
				channel.read();
			}
		} catch (CancelledKeyException e) {
			channel.close();
		} catch (RuntimeException | Error e) {
			LOG.log(System.Logger.Level.ERROR, "Closing the connection of " + channel.client() + " after a failure", e);
			channel.close();
		}
	}

	/** Where the system has no more sockets, the next tick tries again; the log says so once, and that it is over. */
	private void accept(SelectionKey key) {
		try {
			for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
				SocketChannel accepted = listener.accept();
				if (accepted == null) {
					return;
				}
				if (exhausted) {
					exhausted = false;
					LOG.log(System.Logger.Level.INFO, "Port " + port + " accepts connections again");
				}
				accept(accepted);
			}
		} catch (IOException e) {
			if (!exhausted && System.nanoTime() - nextShortage >= 0) {
				LOG.log(System.Logger.Level.WARNING, "Port " + port
						+ " accepts no more connections for now, and those that there are go on: " + e.getMessage());
				nextShortage = System.nanoTime() + COMPLAINT_NANOS;
			}
			exhausted = true;
			key.interestOps(0);
		}
	}

	private void accept(SocketChannel accepted) throws IOException {
		InetAddress client = accepted.socket().getInetAddress();
		RpcServerLimits limits = server.limits();
		boolean room = makeRoom(channels.size(), limits.connections(), channel -> true)
				&& makeRoom(addresses.getOrDefault(client, 0), limits.connectionsPerAddress(),
						channel -> channel.client().equals(client));
		if (!room) {
			refuse(accepted, client);
			return;
		}
		try {
			accepted.configureBlocking(false);
			accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
			accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
			SelectionKey key = accepted.register(selector, 0);
			ConnectionChannel[] self = new ConnectionChannel[1];
			self[0] = new ConnectionChannel(server, accepted, key, () -> gone(self[0]));
			self[0].attach(new ServerConnection(server, self[0]));
			key.attach(self[0]);
			channels.add(self[0]);
			addresses.merge(client, 1, Integer::sum);
			key.interestOps(SelectionKey.OP_READ);
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, () -> "Lost the connection of " + client, e);
			accepted.close();
		}
	}

	/** Said once in a while: who floods the server with connections is not to flood its log as well. */
	private void refuse(SocketChannel accepted, InetAddress client) throws IOException {
		refused++;
		long now = System.nanoTime();
		if (now - nextComplaint >= 0) {
			LOG.log(System.Logger.Level.WARNING,
					"Too many connections: refused " + refused + ", the last of " + client);
			nextComplaint = now + COMPLAINT_NANOS;
			refused = 0;
		}
		accepted.close();
	}

	private void gone(ConnectionChannel channel) {
		if (channels.remove(channel)) {
			addresses.computeIfPresent(channel.client(), (client, count) -> count > 1 ? count - 1 : null);
		}
		channel.connection().gone();
	}

	/**
	 * Whether one more fits. The oldest connections that have not bound make room, or else the one that has been idle for
	 * the longest and whose client keeps nothing open. In a flood several go at once, for to look for them takes time.
	 */
	private boolean makeRoom(int count, int limit, Predicate<ConnectionChannel> counted) {
		if (count < limit) {
			return true;
		}
		List<ConnectionChannel> all = channels.stream().filter(counted).toList();
		List<ConnectionChannel> dispensable = all.stream().filter(ConnectionChannel::isExpendable)
				.sorted(Comparator.comparing(ConnectionChannel::since)).limit(1 + limit / AT_ONCE_OF).toList();
		if (dispensable.isEmpty()) {
			long before = System.nanoTime() - server.limits().bindDeadline().toNanos();
			dispensable = all.stream().filter(channel -> channel.isIdleSince(before))
					.min(Comparator.comparing(ConnectionChannel::lastUse)).stream().toList();
		}
		dispensable.forEach(ConnectionChannel::close);
		return !dispensable.isEmpty();
	}

	/** Ends connections that let the server wait. */
	private void tick() {
		long now = System.nanoTime();
		if (now - nextTick < 0) {
			return;
		}
		nextTick = now + TICK_MILLIS * 1_000_000L;
		SelectionKey accepting = listener.keyFor(selector);
		if (accepting.isValid()) {
			accepting.interestOps(SelectionKey.OP_ACCEPT);
		}
		for (ConnectionChannel channel : channels) {
			if (channel.isOverdue(now, server.limits())) {
				LOG.log(System.Logger.Level.DEBUG,
						() -> "Closing the connection of " + channel.client() + ": too slow");
				channel.close();
			}
		}
	}

	void close() {
		closed = true;
		selector.wakeup();
		try {
			for (Reader reader : readers) {
				LockSupport.unpark(reader);
				reader.join(2000);
			}
			listener.close();
			List.copyOf(channels).forEach(ConnectionChannel::close);
			selector.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "Cannot close the listener on port " + port, e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
