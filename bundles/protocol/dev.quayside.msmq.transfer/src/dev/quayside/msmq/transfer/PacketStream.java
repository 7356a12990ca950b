package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.InternalPacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.SessionHeader;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts the bytes of a connection into packets, and writes packets whole. */
final class PacketStream implements Closeable {

	private static final int BUFFER = 64 * 1024;

	private final Socket socket;
	private final InputStream in;

	PacketStream(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
	}

	/**
	 * The next packet with its session header, or null at the end of the stream between two packets.
	 *
	 * @throws TransferException
	 *             of kind PROTOCOL if what comes is no packet
	 */
	byte[] read() throws IOException {
		byte[] head = in.readNBytes(BaseHeader.SIZE);
		if (head.length == 0) {
			return null;
		}
		int size = size(head);
		byte[] packet = Arrays.copyOf(head, Math.min(size, BUFFER));
		int filled = BaseHeader.SIZE;
		while (filled < size) {
			if (filled == packet.length) {
				packet = Arrays.copyOf(packet, Math.min(size, 2 * packet.length));
			}
			int count = in.read(packet, filled, packet.length - filled);
			if (count < 0) {
				throw new EOFException("The connection ended after " + filled + " of " + size + " bytes of a packet");
			}
			filled += count;
		}
		return packet;
	}

	/** Like {@link #read()}; each part has to come within the time limit, which holds for this packet only. */
	byte[] read(int millis) throws IOException {
		if (in.available() >= BaseHeader.SIZE) {
			return read();
		}
		int before = socket.getSoTimeout();
		socket.setSoTimeout(millis);
		byte[] packet = read();
		socket.setSoTimeout(before);
		return packet;
	}

	private static int size(byte[] head) throws TransferException {
		try {
			if (head.length < BaseHeader.SIZE) {
				throw new PacketException("the connection ended after " + head.length + " bytes");
			}
			BaseHeader base = BaseHeader.read(head, 0);
			boolean trailing = base.has(BaseHeader.SESSION) && !base.has(BaseHeader.INTERNAL);
			return (int) base.packetSize() + (trailing ? SessionHeader.SIZE : 0);
		} catch (PacketException e) {
			String start = new String(head, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
			throw new TransferException(TransferException.Kind.PROTOCOL,
					"The peer does not speak the MSMQ binary protocol: it sent '" + start + "' (" + e.getMessage()
							+ ")",
					e);
		}
	}

	/** Waits for the next packet to begin, as long as the socket's time limit; false at the end of the stream. */
	boolean awaitMore() throws IOException {
		in.mark(1);
		int next = in.read();
		in.reset();
		return next >= 0;
	}

	void write(byte[] packet) throws IOException {
		socket.getOutputStream().write(packet);
	}

	/** The next packet, which has to be an internal one of this kind, within the time limit of the socket. */
	<T extends InternalPacket> T expect(Class<T> kind) throws IOException {
		byte[] packet = read();
		if (packet == null) {
			throw new TransferException(TransferException.Kind.CLOSED,
					"The peer closed the connection during the set-up");
		}
		try {
			InternalPacket parsed = InternalPacket.parse(packet);
			if (!kind.isInstance(parsed)) {
				throw new PacketException(
						"expected " + kind.getSimpleName() + ", not " + parsed.getClass().getSimpleName());
			}
			return kind.cast(parsed);
		} catch (PacketException e) {
			throw new TransferException(TransferException.Kind.PROTOCOL, "The set-up of the session failed: "
					+ e.getMessage(), e);
		}
	}

	@Override
	public void close() throws IOException {
		socket.close();
	}
}
