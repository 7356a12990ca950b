package dev.quayside.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * Stands between an RPC client and its server, at another port of the same loopback address; it sees each protocol data
 * unit and may change it.
 */
public final class Relay implements AutoCloseable {

	private static final int HEADER = 16;
	private static final int LENGTH_AT = 8;

	private final ServerSocket listener;
	private final InetSocketAddress server;
	private final UnaryOperator<byte[]> requests;
	private final UnaryOperator<byte[]> answers;
	private final List<Closeable> sockets = new CopyOnWriteArrayList<>();

	/**
	 * @param requests
	 *            gets each frame of a client and gives what the server gets instead
	 * @param answers
	 *            likewise from the server to the client
	 */
	public Relay(InetSocketAddress server, UnaryOperator<byte[]> requests, UnaryOperator<byte[]> answers)
			throws IOException {
		this.server = server;
		this.listener = new ServerSocket(0, 50, server.getAddress());
		this.requests = requests;
		this.answers = answers;
		start(this::accept);
	}

	public int port() {
		return listener.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		listener.close();
		for (Closeable socket : sockets) {
			socket.close();
		}
	}

	private interface Step {

		void run() throws IOException;
	}

	private static void start(Step step) {
		Thread thread = new Thread(() -> {
			try {
				step.run();
			} catch (IOException e) {
				// one end has gone
			}
		}, "relay");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() throws IOException {
		while (true) {
			Socket near = listener.accept();
			Socket far = new Socket(server.getAddress(), server.getPort());
			sockets.addAll(List.of(near, far));
			start(() -> pass(near, far, requests));
			start(() -> pass(far, near, answers));
		}
	}

	private static void pass(Socket from, Socket to, UnaryOperator<byte[]> change) throws IOException {
		try (from; to) {
			OutputStream out = to.getOutputStream();
			for (byte[] frame = read(from.getInputStream()); frame.length > 0; frame = read(from.getInputStream())) {
				out.write(change.apply(frame));
			}
		}
	}

	/** A whole PDU in little-endian order, or nothing at the end. */
	public static byte[] read(InputStream in) throws IOException {
		byte[] head = in.readNBytes(HEADER);
		if (head.length < HEADER) {
			return new byte[0];
		}
		int length = Short
				.toUnsignedInt(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getShort(LENGTH_AT));
		byte[] frame = Arrays.copyOf(head, length);
		in.readNBytes(frame, HEADER, length - HEADER);
		return frame;
	}
}
