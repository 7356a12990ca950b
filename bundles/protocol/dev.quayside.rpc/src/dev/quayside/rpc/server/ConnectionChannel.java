package dev.quayside.rpc.server;

import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduHeader;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The bytes of one connection: cuts what comes in into fragments, writes from whichever thread has an answer, and stops
 * reading from a client that does not read.
 */
final class ConnectionChannel implements ServerConnection.Transport, Burst.Held {

	private static final System.Logger LOG = System.getLogger(ConnectionChannel.class.getName());

	/** How long the last answer has to reach the client: closing at once would destroy it if more comes in. */
	private static final long LINGER_NANOS = 2_000_000_000L;

	private final RpcServer server;
	private final SocketChannel channel;
	private final SelectionKey key;
	private final Runnable onGone;
	private final InetAddress client;
	private final Outbox outbox;
	private final ServerStatistics statistics;
	private final long since = System.nanoTime();
	private ServerConnection connection;
	private ByteBuffer in = ByteBuffer.allocate(8 * 1024);
	private long partialSince;
	private long lastUse = since;
	private volatile boolean finishing;
	private volatile long lingeringSince;
	private volatile boolean gone;

	ConnectionChannel(RpcServer server, SocketChannel channel, SelectionKey key, Runnable onGone) {
		this.server = server;
		this.channel = channel;
		this.key = key;
		this.onGone = onGone;
		this.client = channel.socket().getInetAddress();
		this.statistics = server.statistics();
		this.outbox = new Outbox(channel, server.unsent(), task -> server.execute(task, false));
	}

	void attach(ServerConnection machine) {
		connection = machine;
	}

	ServerConnection connection() {
		return connection;
	}

	/** When the client connected, in the time of {@link System#nanoTime}. */
	long since() {
		return since;
	}

	/**
	 * Whether the server can do without it: it has not bound, has not finished its authentication, or has ended and only
	 * waits for its last answer.
	 */
	boolean isExpendable() {
		return finishing || !connection.isBound() || connection.authenticatingSince().isPresent();
	}

	/** When the last PDU came. */
	long lastUse() {
		return lastUse;
	}

	/** Whether nothing has come since then and nothing is to be done or kept for the client. */
	boolean isIdleSince(long time) {
		return time - lastUse > 0 && outbox.isEmpty() && connection.isIdle();
	}

	/** Whether the client lets the server wait too long. Only the selector's thread calls this. */
	boolean isOverdue(long now, RpcServerLimits limits) {
		long patience = limits.pduDeadline().toNanos();
		return !connection.isBound() && now - since > limits.bindDeadline().toNanos()
				|| connection.authenticatingSince().filter(begin -> now - begin > limits.bindDeadline().toNanos())
						.isPresent()
				|| partialSince != 0 && now - partialSince > patience
				|| outbox.blockedSince() != 0 && now - outbox.blockedSince() > patience
				|| lingeringSince != 0 && now - lingeringSince > LINGER_NANOS
				|| connection.oldestAssembly().filter(oldest -> now - oldest > patience).isPresent();
	}

	@Override
	public InetAddress client() {
		return client;
	}

	@Override
	public InetAddress local() {
		return channel.socket().getLocalAddress();
	}

	@Override
	public String localPort() {
		return Integer.toString(channel.socket().getLocalPort());
	}

	/** Reads what is there. Only the selector's thread calls this. */
	void read() {
		try {
			if (channel.read(in) < 0) {
				close();
				return;
			}
			in.flip();
			while (frame()) {
				// the next one
			}
			in.compact();
			partialSince = in.position() == 0 ? 0 : partialSince == 0 ? System.nanoTime() : partialSince;
		} catch (RpcProtocolException e) {
			LOG.log(System.Logger.Level.DEBUG, () -> "Closing the connection of " + client + ": " + e.getMessage());
			close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, () -> "Lost the connection of " + client, e);
			close();
		}
	}

	private boolean frame() throws RpcProtocolException {
		if (finishing) {
			in.position(in.limit());
		}
		if (in.remaining() < PduHeader.SIZE || gone) {
			return false;
		}
		PduHeader header = header();
		if (header == null) {
			return true;
		}
		if (in.remaining() < header.length()) {
			if (in.capacity() < header.length()) {
				ByteBuffer larger = ByteBuffer.allocate(64 * 1024);
				larger.put(in).flip();
				in = larger;
			}
			return false;
		}
		byte[] frame = new byte[header.length()];
		in.get(frame);
		partialSince = 0;
		lastUse = System.nanoTime();
		connection.receive(header, frame);
		return true;
	}

	/** Null if it was refused. */
	private PduHeader header() throws RpcProtocolException {
		try {
			return PduDecoder.header(in.array(), in.position());
		} catch (RpcProtocolException e) {
			Optional<PduHeader> refusable = PduDecoder.refusable(in.array(), in.position());
			if (refusable.isEmpty()) {
				throw e;
			}
			connection.refuse(refusable.get(), e);
			return null;
		}
	}

	@Override
	public void send(Supplier<List<byte[]>> frames) {
		try {
			synchronized (outbox) {
				if (gone || finishing) {
					return;
				}
				List<byte[]> written = frames.get();
				statistics.sent(written.size());
				if (Thread.currentThread() instanceof Reader reader && reader.burst().holds() && outbox.hold(written)) {
					reader.burst().hold(this);
				} else {
					outbox.send(written);
					watch();
				}
			}
			if (server.unsent().isExceeded()) {
				key.selector().wakeup();
			}
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, () -> "Cannot write to " + client, e);
			close();
		}
	}

	Outbox outbox() {
		return outbox;
	}

	@Override
	public void whenRead(Runnable task) {
		outbox.whenRead(task);
	}

	@Override
	public void finish() {
		finishing = true;
		flush();
	}

	/** Writes as much as the socket takes. */
	@Override
	public void flush() {
		try {
			synchronized (outbox) {
				if (gone) {
					return;
				}
				outbox.write();
				if (finishing && outbox.isEmpty() && lingeringSince == 0) {
					channel.shutdownOutput();
					lingeringSince = System.nanoTime();
				}
				watch();
			}
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, () -> "Cannot write to " + client, e);
			close();
		}
	}

	private void watch() {
		int interest = (outbox.isBehind() && !finishing ? 0 : SelectionKey.OP_READ)
				| (outbox.isEmpty() ? 0 : SelectionKey.OP_WRITE);
		try {
			if (key.interestOps() != interest) {
				key.interestOps(interest);
				key.selector().wakeup();
			}
		} catch (CancelledKeyException e) {
			LOG.log(System.Logger.Level.TRACE, "The connection was closed meanwhile", e);
		}
	}

	/** Calls that waited for the client to read are run as well: they see that nobody wants them any more. */
	void close() {
		List<Runnable> dropped;
		synchronized (outbox) {
			if (gone) {
				return;
			}
			gone = true;
			dropped = outbox.close();
		}
		key.cancel();
		try {
			channel.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "Cannot close a connection", e);
		}
		key.selector().wakeup();
		onGone.run();
		dropped.forEach(Runnable::run);
	}
}
