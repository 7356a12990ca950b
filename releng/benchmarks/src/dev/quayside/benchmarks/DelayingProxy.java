package dev.quayside.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A long line to a server: every byte arrives half a round trip later, however many are on their way. It may also take
 * the flag of multiplexing out of each bind, so that the server seems to be one that has never heard of it.
 */
final class DelayingProxy implements AutoCloseable {

	private static final int CHUNK = 64 * 1024;
	private static final int TYPE = 2;
	private static final int FLAGS = 3;
	private static final int BIND = 11;
	private static final int CONCURRENT_MULTIPLEXING = 0x10;

	private record Chunk(byte[] bytes, long due) {}

	private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	private final int target;
	private final long delayNanos;
	private final boolean multiplexing;

	/**
	 * @param multiplexing
	 *            false to hide it from the server
	 */
	DelayingProxy(int target, int roundTripMillis, boolean multiplexing) throws IOException {
		this.target = target;
		this.delayNanos = roundTripMillis * 1_000_000L / 2;
		this.multiplexing = multiplexing;
		start("proxy-accept", this::accept);
	}

	int port() {
		return listener.getLocalPort();
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				Socket client = listener.accept();
				Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
				client.setTcpNoDelay(true);
				server.setTcpNoDelay(true);
				carry(client, server, !multiplexing);
				carry(server, client, false);
			}
		} catch (IOException e) {
			// closed
		}
	}

	private void carry(Socket from, Socket to, boolean changesBind) {
		BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
		start("proxy-in", () -> read(from, underWay, changesBind));
		start("proxy-out", () -> write(underWay, to));
	}

	private void read(Socket from, BlockingQueue<Chunk> underWay, boolean changesBind) {
		byte[] buffer = new byte[CHUNK];
		try {
			InputStream in = from.getInputStream();
			for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
				if (changesBind && n > FLAGS && buffer[TYPE] == BIND) {
					buffer[FLAGS] &= ~CONCURRENT_MULTIPLEXING;
				}
				underWay.add(new Chunk(Arrays.copyOf(buffer, n), System.nanoTime() + delayNanos));
			}
		} catch (IOException e) {
			// the connection has gone
		}
		underWay.add(new Chunk(new byte[0], System.nanoTime()));
	}

	private static void write(BlockingQueue<Chunk> underWay, Socket to) {
		try (to) {
			OutputStream out = to.getOutputStream();
			for (Chunk chunk = underWay.take(); chunk.bytes().length > 0; chunk = underWay.take()) {
				for (long left = chunk.due() - System.nanoTime(); left > 0; left = chunk.due() - System.nanoTime()) {
					LockSupport.parkNanos(left);
				}
				out.write(chunk.bytes());
			}
		} catch (IOException e) {
			// the connection has gone
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() throws IOException {
		listener.close();
	}
}
