package dev.quayside.rpc.server;

import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduHeader;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The bytes of one connection: cuts what comes in into fragments, writes from whichever thread has an answer, and stops
 * reading from a client that does not read.
 */
final class ConnectionChannel implements ServerConnection.Transport {

	private static final System.Logger LOG = System.getLogger(ConnectionChannel.class.getName());
	private static final int MAX_UNSENT = 1024 * 1024;

	private final SocketChannel channel;
	private final SelectionKey key;
	private final Runnable onGone;
	private final InetAddress client;
	private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
	private final long since = System.nanoTime();
	private ServerConnection connection;
	private ByteBuffer in = ByteBuffer.allocate(8 * 1024);
	private long partialSince;
	private long unsentBytes;
	private boolean finishing;
	private volatile boolean gone;

	ConnectionChannel(SocketChannel channel, SelectionKey key, Runnable onGone) throws IOException {
		this.channel = channel;
		this.key = key;
		this.onGone = onGone;
		this.client = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
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

	/** When the first byte of a fragment that is not whole came; 0 for none. */
	long partialSince() {
		return partialSince;
	}

	@Override
	public InetAddress client() {
		return client;
	}

	@Override
	public String localPort() {
		return Integer.toString(channel.socket().getLocalPort());
	}

	/** Reads what is there. Only the selector's thread calls this. */
	void read() {
		try {
			int count = channel.read(in);
			if (count < 0) {
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
		if (in.remaining() < PduHeader.SIZE || gone) {
			return false;
		}
		PduHeader header = PduDecoder.header(in.array(), in.position());
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
		connection.receive(header, frame);
		return true;
	}

	@Override
	public void send(List<byte[]> frames) {
		boolean end;
		synchronized (unsent) {
			if (gone || finishing) {
				return;
			}
			for (byte[] frame : frames) {
				unsent.add(ByteBuffer.wrap(frame));
				unsentBytes += frame.length;
			}
			end = drain();
		}
		closeIf(end);
	}

	@Override
	public void finish() {
		boolean end;
		synchronized (unsent) {
			finishing = true;
			end = drain();
		}
		closeIf(end);
	}

	/** Writes as much as the socket takes. */
	void flush() {
		boolean end;
		synchronized (unsent) {
			end = drain();
		}
		closeIf(end);
	}

	private void closeIf(boolean end) {
		if (end) {
			close();
		}
	}

	/** True if the connection is to be closed, which must not happen under the lock. */
	private boolean drain() {
		try {
			while (!unsent.isEmpty()) {
				ByteBuffer next = unsent.peek();
				unsentBytes -= channel.write(next);
				if (next.hasRemaining()) {
					break;
				}
				unsent.poll();
			}
			watch();
			return unsent.isEmpty() && finishing;
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, () -> "Cannot write to " + client, e);
			return true;
		}
	}

	private void watch() {
		if (!key.isValid()) {
			return;
		}
		int interest = (unsentBytes > MAX_UNSENT || finishing ? 0 : SelectionKey.OP_READ)
				| (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE);
		if (key.interestOps() != interest) {
			key.interestOps(interest);
			key.selector().wakeup();
		}
	}

	void close() {
		synchronized (unsent) {
			if (gone) {
				return;
			}
			gone = true;
			unsent.clear();
		}
		key.cancel();
		try {
			channel.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "Cannot close a connection", e);
		}
		onGone.run();
	}
}
