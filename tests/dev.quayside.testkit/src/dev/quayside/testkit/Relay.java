package dev.quayside.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Stands between an RPC client and its server, at another port of the same loopback address; it sees each protocol data
 * unit and may change it.
 */
public final class Relay implements AutoCloseable {

	private static final int HEADER = 16;
	private static final int LENGTH_AT = 8;

	private final Tunnel tunnel;

	/**
	 * @param requests
	 *            gets each frame of a client and gives what the server gets instead
	 * @param answers
	 *            likewise from the server to the client
	 */
	public Relay(InetSocketAddress server, UnaryOperator<byte[]> requests, UnaryOperator<byte[]> answers)
			throws IOException {
		tunnel = new Tunnel(server, () -> new Tunnel.Passages((from, to) -> pass(from, to, requests),
				(from, to) -> pass(from, to, answers)));
	}

	public int port() {
		return tunnel.port();
	}

	@Override
	public void close() throws IOException {
		tunnel.close();
	}

	private static void pass(Socket from, Socket to, UnaryOperator<byte[]> change) throws IOException {
		OutputStream out = to.getOutputStream();
		for (byte[] frame = read(from.getInputStream()); frame.length > 0; frame = read(from.getInputStream())) {
			out.write(change.apply(frame));
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
