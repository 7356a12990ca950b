package dev.quayside.queuemanager.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A message as it is kept.
 *
 * @param arrived
 *            seconds since 1970, unsigned
 * @param recoverable
 *            whether it survives the process
 * @param sender
 *            4 or 16 bytes of the address that it came from, or none
 * @param packet
 *            the whole packet; where a large body was not asked for, without it
 * @param bodyOffset
 *            where the body begins in the whole packet
 * @param bodyLength
 *            bytes of the body in the whole packet
 */
public record StoredMessage(long arrived, boolean recoverable, byte[] sender, byte[] packet, int bodyOffset,
		int bodyLength) {

	/** Bodies from this size on are kept apart, so that looking at headers does not read them. */
	static final int LARGE_BODY = 4 * 1024;

	private static final int VERSION = 1;
	private static final int RECOVERABLE = 1;
	private static final int BODY_APART = 2;
	private static final int FIXED_SIZE = 1 + 1 + 4 + 4 + 4 + 4 + 1;

	boolean isLarge() {
		return bodyLength >= LARGE_BODY;
	}

	/** Bytes of the whole packet, whether its body is here or not. */
	public int size() {
		return hasBody() ? packet.length : packet.length + bodyLength;
	}

	/** Whether the packet is here with its body. */
	public boolean hasBody() {
		return packet.length >= bodyOffset + bodyLength;
	}

	byte[] body() {
		return Arrays.copyOfRange(packet, bodyOffset, bodyOffset + bodyLength);
	}

	/** The record without a large body. */
	byte[] encode() {
		byte[] kept = isLarge() ? withoutBody() : packet;
		ByteBuffer out = ByteBuffer.allocate(FIXED_SIZE + sender.length + kept.length);
		out.put((byte) VERSION).put((byte) ((recoverable ? RECOVERABLE : 0) | (isLarge() ? BODY_APART : 0)));
		out.putInt((int) arrived).putInt(bodyOffset).putInt(bodyLength).putInt(kept.length);
		return out.put((byte) sender.length).put(sender).put(kept).array();
	}

	private byte[] withoutBody() {
		byte[] kept = new byte[packet.length - bodyLength];
		System.arraycopy(packet, 0, kept, 0, bodyOffset);
		System.arraycopy(packet, bodyOffset + bodyLength, kept, bodyOffset, kept.length - bodyOffset);
		return kept;
	}

	static StoredMessage decode(byte[] record) {
		ByteBuffer in = ByteBuffer.wrap(record);
		int version = in.get();
		int flags = in.get();
		if (version != VERSION) {
			throw new IllegalStateException("A message record of version " + version);
		}
		long arrived = Integer.toUnsignedLong(in.getInt());
		int bodyOffset = in.getInt();
		int bodyLength = in.getInt();
		byte[] kept = new byte[in.getInt()];
		byte[] sender = new byte[in.get()];
		in.get(sender).get(kept);
		return new StoredMessage(arrived, (flags & RECOVERABLE) != 0, sender, kept, bodyOffset, bodyLength);
	}

	/** The same message with its body in its place. */
	StoredMessage withBody(byte[] body) {
		byte[] whole = new byte[packet.length + body.length];
		System.arraycopy(packet, 0, whole, 0, bodyOffset);
		System.arraycopy(body, 0, whole, bodyOffset, body.length);
		System.arraycopy(packet, bodyOffset, whole, bodyOffset + body.length, packet.length - bodyOffset);
		return new StoredMessage(arrived, recoverable, sender, whole, bodyOffset, bodyLength);
	}
}
