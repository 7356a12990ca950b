package dev.quayside.rpc.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Set;

/** A connection without a socket: what the client sent is read from memory, what the server wrote is kept there. */
final class MemoryChannel extends SocketChannel {

	private final InetAddress client;
	private final ByteArrayOutputStream written = new ByteArrayOutputStream();
	private ByteBuffer incoming = ByteBuffer.allocate(0);
	private boolean ended;
	private int window = Integer.MAX_VALUE;

	/** Any selector will do; nothing is registered with it. */
	MemoryChannel(Selector selector, InetAddress client) {
		super(selector.provider());
		this.client = client;
	}

	/** What the next reads find. */
	synchronized void feed(byte[] bytes, int from, int to) {
		ByteBuffer more = ByteBuffer.allocate(incoming.remaining() + to - from);
		incoming = more.put(incoming).put(bytes, from, to - from).flip();
	}

	synchronized boolean hasUnread() {
		return incoming.hasRemaining();
	}

	/** The client sends no more. */
	synchronized void end() {
		ended = true;
	}

	/** How many bytes the client takes until it is asked again. */
	synchronized void window(int bytes) {
		window = bytes;
	}

	/** What was written since the last time. */
	synchronized byte[] take() {
		byte[] bytes = written.toByteArray();
		written.reset();
		return bytes;
	}

	@Override
	public synchronized int read(ByteBuffer target) {
		if (!incoming.hasRemaining()) {
			return ended ? -1 : 0;
		}
		int length = Math.min(target.remaining(), incoming.remaining());
		target.put(incoming.slice(incoming.position(), length));
		incoming.position(incoming.position() + length);
		return length;
	}

	@Override
	public synchronized int write(ByteBuffer source) throws IOException {
		if (!isOpen()) {
			throw new IOException("The client has gone");
		}
		int length = Math.min(window, source.remaining());
		byte[] bytes = new byte[length];
		source.get(bytes);
		written.writeBytes(bytes);
		window -= length;
		return length;
	}

	@Override
	public synchronized long write(ByteBuffer[] sources, int offset, int length) throws IOException {
		long sum = 0;
		for (int i = offset; i < offset + length; i++) {
			sum += write(sources[i]);
		}
		return sum;
	}

	@Override
	public Socket socket() {
		return new Socket() {
			@Override
			public InetAddress getInetAddress() {
				return client;
			}

			@Override
			public int getLocalPort() {
				return 1;
			}
		};
	}

	@Override
	public SocketChannel shutdownOutput() {
		return this;
	}

	@Override
	protected void implCloseSelectableChannel() {
		// nothing to close
	}

	@Override
	protected void implConfigureBlocking(boolean block) {
		// never blocks
	}

	@Override
	public long read(ByteBuffer[] targets, int offset, int length) {
		throw new UnsupportedOperationException();
	}

	@Override
	public SocketChannel bind(SocketAddress local) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <T> SocketChannel setOption(SocketOption<T> name, T value) {
		return this;
	}

	@Override
	public <T> T getOption(SocketOption<T> name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Set<SocketOption<?>> supportedOptions() {
		return Set.of();
	}

	@Override
	public SocketChannel shutdownInput() {
		return this;
	}

	@Override
	public boolean isConnected() {
		return true;
	}

	@Override
	public boolean isConnectionPending() {
		return false;
	}

	@Override
	public boolean connect(SocketAddress remote) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean finishConnect() {
		return true;
	}

	@Override
	public SocketAddress getRemoteAddress() {
		return null;
	}

	@Override
	public SocketAddress getLocalAddress() {
		return null;
	}

	/** Remembers what the connection is interested in. */
	SelectionKey key(Selector selector) {
		return new SelectionKey() {

			private volatile int interest = OP_READ;
			private volatile boolean valid = true;

			@Override
			public SocketChannel channel() {
				return MemoryChannel.this;
			}

			@Override
			public Selector selector() {
				return selector;
			}

			@Override
			public boolean isValid() {
				return valid;
			}

			@Override
			public void cancel() {
				valid = false;
			}

			@Override
			public int interestOps() {
				return interest;
			}

			@Override
			public SelectionKey interestOps(int operations) {
				interest = operations;
				return this;
			}

			@Override
			public int readyOps() {
				return interest;
			}
		};
	}
}
