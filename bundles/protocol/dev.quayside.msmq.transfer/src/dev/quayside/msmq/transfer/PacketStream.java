package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.InternalPacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.SessionHeader;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Cuts the bytes of a connection into packets, and writes packets whole. One thread reads, one at a time writes. */
final class PacketStream implements Closeable {

	private static final int BUFFER = 64 * 1024;
	/** With it every packet begins ([MS-MQQB] 3.1.5.1.2). */
	private static final byte VERSION = 0x10;
	/** The least that a peer has to send or take, beside the time limit of a packet. */
	private static final int BYTES_PER_MILLI = 32;

	private final Socket socket;
	private final InputStream in;
	/** What has come and was not taken yet is between these two places. */
	private final byte[] buffer = new byte[BUFFER];
	private int position;
	private int limit;
	private final PacketBudget budget;
	private final Duration timeLimit;
	private volatile long writeDeadline;

	/**
	 * @param timeLimit
	 *            for a packet from its first byte on; large ones get more
	 */
	PacketStream(Socket socket, PacketBudget budget, Duration timeLimit) throws IOException {
		this.socket = socket;
		this.in = socket.getInputStream();
		this.budget = budget;
		this.timeLimit = timeLimit;
	}

	InetAddress address() {
		return socket.getInetAddress();
	}

	/**
	 * The next packet with its session header; waits as long as it takes for its first byte. Its size has to be
	 * {@link #release released} when its memory is free again.
	 *
	 * @return null at the end of the stream between two packets
	 * @throws TransferException
	 *             of kind PROTOCOL if what comes is no packet
	 */
	byte[] read() throws IOException {
		if (position == limit && !receive(0)) {
			return null;
		}
		byte[] head = new byte[BaseHeader.SIZE];
		fill(head, 0, deadline(0));
		int size = size(head);
		budget.acquire(size, timeLimit);
		boolean done = false;
		try {
			byte[] packet = Arrays.copyOf(head, size);
			fill(packet, BaseHeader.SIZE, deadline(size));
			done = true;
			return packet;
		} finally {
			if (!done) {
				release(size);
			}
		}
	}

	void release(int size) {
		budget.release(size);
	}

	/**
	 * The next packet, which has to be an internal one of this kind.
	 *
	 * @param deadline
	 *            of {@link System#nanoTime}
	 * @throws TransferException
	 *             of kind PROTOCOL if it is another, CLOSED if the stream ended before it
	 */
	<T extends InternalPacket> T expect(Class<T> kind, long deadline) throws IOException {
		byte[] head = new byte[BaseHeader.SIZE];
		try {
			fill(head, 0, deadline);
			int size = size(head);
			if (!BaseHeader.read(head, 0).has(BaseHeader.INTERNAL)) {
				throw new PacketException("a message before the session is open");
			}
			byte[] packet = Arrays.copyOf(head, size);
			fill(packet, BaseHeader.SIZE, deadline);
			InternalPacket parsed = InternalPacket.parse(packet);
			if (!kind.isInstance(parsed)) {
				throw new PacketException(
						"expected " + kind.getSimpleName() + ", not " + parsed.getClass().getSimpleName());
			}
			return kind.cast(parsed);
		} catch (EOFException e) {
			throw new TransferException(TransferException.Kind.CLOSED,
					"The peer closed the connection during the set-up", e);
		} catch (PacketException e) {
			throw new TransferException(TransferException.Kind.PROTOCOL, "The set-up of the session failed: "
					+ e.getMessage(), e);
		}
	}

	private long deadline(int size) {
		return System.nanoTime() + timeLimit.toNanos() + TimeUnit.MILLISECONDS.toNanos(size / BYTES_PER_MILLI);
	}

	/** Stops early where the first byte already tells that it is no packet. */
	private void fill(byte[] packet, int from, long deadline) throws IOException {
		int filled = from;
		while (filled < packet.length && (filled == 0 || packet[0] == VERSION)) {
			if (position == limit) {
				long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
				if (millis <= 0) {
					throw new SocketTimeoutException("Only " + filled + " of " + packet.length + " bytes came in time");
				}
				if (!receive((int) Math.min(millis, Integer.MAX_VALUE))) {
					throw new EOFException(
							"The connection ended after " + filled + " of " + packet.length + " bytes of a packet");
				}
			}
			int count = Math.min(limit - position, packet.length - filled);
			System.arraycopy(buffer, position, packet, filled, count);
			position += count;
			filled += count;
		}
	}

	/**
	 * Fills the empty buffer with what comes next.
	 *
	 * @param millis
	 *            to wait at most, 0 as long as it takes
	 * @return false at the end of the stream
	 */
	private boolean receive(int millis) throws IOException {
		socket.setSoTimeout(millis);
		position = 0;
		limit = 0;
		limit = Math.max(0, in.read(buffer, 0, BUFFER));
		return limit > 0;
	}

	/** Bytes of the whole packet ([MS-MQMQ] 2.2.19.1); an internal one may not be larger than the largest. */
	private static int size(byte[] head) throws TransferException {
		try {
			BaseHeader base = BaseHeader.read(head, 0);
			boolean internal = base.has(BaseHeader.INTERNAL);
			if (internal && base.packetSize() > InternalPacket.ESTABLISH_SIZE) {
				throw new PacketException("an internal packet of " + base.packetSize() + " bytes");
			}
			boolean apart = base.has(BaseHeader.SESSION)
					&& (!internal || base.packetSize() == InternalPacket.HEADERS);
			return (int) base.packetSize() + (apart ? SessionHeader.SIZE : 0);
		} catch (PacketException e) {
			String start = new String(head, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
			throw new TransferException(TransferException.Kind.PROTOCOL,
					"The peer does not speak the MSMQ binary protocol: it sent '" + start + "' (" + e.getMessage()
							+ ")",
					e);
		}
	}

	void write(byte[] packet) throws IOException {
		writeDeadline = deadline(packet.length);
		try {
			socket.getOutputStream().write(packet);
		} finally {
			writeDeadline = 0;
		}
	}

	/** Whether a packet is being written that the peer does not take in time. */
	boolean isStuck() {
		long limit = writeDeadline;
		return limit != 0 && System.nanoTime() - limit > 0;
	}

	/** Ends the sending, and waits for the peer to end its own, so that what was sent arrives for sure. */
	void finish(long deadline) throws IOException {
		socket.shutdownOutput();
		boolean more = true;
		while (more && System.nanoTime() - deadline < 0) {
			more = receive((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
		}
	}

	@Override
	public void close() throws IOException {
		socket.close();
	}
}
