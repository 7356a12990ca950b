package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.StoreException.Kind;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

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
 * @param hasBody
 *            whether the packet is here with its body
 * @param needsWork
 *            whether something has to be done when it is deleted ({@link StoredQueue#needingWork})
 * @param history
 *            what has happened to it since it arrived
 */
public record StoredMessage(long arrived, boolean recoverable, byte[] sender, byte[] packet, int bodyOffset,
		int bodyLength, boolean hasBody, boolean needsWork, MessageHistory history) {

	/** Bodies from this size on are kept apart, so that looking at headers does not read them. */
	static final int LARGE_BODY = 4 * 1024;

	private static final int FIRST_VERSION = 1;
	private static final int VERSION = 2;
	private static final int RECOVERABLE = 1;
	private static final int BODY_APART = 2;
	private static final int NEEDS_WORK = 4;
	private static final int HAS_HISTORY = 8;
	private static final int HISTORY_SIZE = 16;
	private static final int BODY_CHECKSUM_SIZE = 4;
	/** Version, flags, arrival, place and length of the body, length of the sender's address; checksum at the end. */
	private static final int FIXED_SIZE = 1 + 1 + 4 + 4 + 4 + 1 + 4;
	private static final int MAX_SENDER = 255;

	public StoredMessage {
		long end = (long) bodyOffset + (hasBody ? bodyLength : 0);
		if (bodyOffset < 0 || bodyLength < 0 || end > packet.length || sender.length > MAX_SENDER) {
			throw new IllegalArgumentException("A body of " + bodyLength + " bytes at " + bodyOffset + " in "
					+ packet.length + ", a sender of " + sender.length);
		}
	}

	/** A message with its body to which nothing has happened yet. */
	public StoredMessage(long arrived, boolean recoverable, byte[] sender, byte[] packet, int bodyOffset,
			int bodyLength) {
		this(arrived, recoverable, sender, packet, bodyOffset, bodyLength, true, false, MessageHistory.NONE);
	}

	/** The same message, which needs work when it is deleted, or does not. */
	public StoredMessage withNeedsWork(boolean needed) {
		return new StoredMessage(arrived, recoverable, sender, packet, bodyOffset, bodyLength, hasBody, needed,
				history);
	}

	/** The same message with another history. */
	public StoredMessage withHistory(MessageHistory changed) {
		return new StoredMessage(arrived, recoverable, sender, packet, bodyOffset, bodyLength, hasBody, needsWork,
				changed);
	}

	boolean isLarge() {
		return bodyLength >= LARGE_BODY;
	}

	/** Bytes of the whole packet, whether its body is here or not. */
	public int size() {
		return hasBody ? packet.length : packet.length + bodyLength;
	}

	byte[] body() {
		return Arrays.copyOfRange(packet, bodyOffset, bodyOffset + bodyLength);
	}

	/** The record of a message with its body, without that where it is large (docs/storage-format.md). */
	byte[] encode() {
		return isLarge()
				? encode(withoutBody(), true, checksum(packet, bodyOffset, bodyLength))
				: encode(packet, false, 0);
	}

	/**
	 * The record of the same message with another history.
	 *
	 * @throws StoreException
	 *             if the record is damaged
	 */
	static byte[] withHistory(byte[] record, MessageHistory changed) throws StoreException {
		StoredMessage message = decode(record);
		boolean apart = !message.hasBody;
		return message.withHistory(changed).encode(message.packet, apart, apart ? bodyChecksum(record) : 0);
	}

	private byte[] encode(byte[] kept, boolean apart, int bodyChecksum) {
		boolean changed = !history.equals(MessageHistory.NONE);
		ByteBuffer out = ByteBuffer.allocate(FIXED_SIZE + (apart ? BODY_CHECKSUM_SIZE : 0)
				+ (changed ? HISTORY_SIZE : 0) + sender.length + kept.length);
		out.put((byte) VERSION).put((byte) ((recoverable ? RECOVERABLE : 0) | (apart ? BODY_APART : 0)
				| (needsWork ? NEEDS_WORK : 0) | (changed ? HAS_HISTORY : 0)));
		out.putInt((int) arrived).putInt(bodyOffset).putInt(bodyLength);
		if (apart) {
			out.putInt(bodyChecksum);
		}
		if (changed) {
			out.putInt(history.aborts()).putInt(history.moves()).putInt((int) history.lastMove())
					.putInt(history.outcome());
		}
		out.put((byte) sender.length).put(sender).put(kept);
		return out.putInt(checksum(out.array(), 0, out.position())).array();
	}

	private byte[] withoutBody() {
		byte[] kept = new byte[packet.length - bodyLength];
		System.arraycopy(packet, 0, kept, 0, bodyOffset);
		System.arraycopy(packet, bodyOffset + bodyLength, kept, bodyOffset, kept.length - bodyOffset);
		return kept;
	}

	private static int checksum(byte[] bytes, int from, int length) {
		CRC32C sum = new CRC32C();
		sum.update(bytes, from, length);
		return (int) sum.getValue();
	}

	/**
	 * Reads a record, without the body where that is apart.
	 *
	 * @throws StoreException
	 *             of kind DAMAGED, or NEWER
	 */
	static StoredMessage decode(byte[] record) throws StoreException {
		int end = record.length - 4;
		if (record.length < FIXED_SIZE || ByteBuffer.wrap(record).getInt(end) != checksum(record, 0, end)) {
			throw new StoreException(Kind.DAMAGED, "its record of " + record.length + " bytes has a wrong checksum",
					null);
		}
		ByteBuffer in = ByteBuffer.wrap(record, 0, end);
		int version = in.get();
		if (version < FIRST_VERSION || version > VERSION) {
			throw new StoreException(Kind.NEWER, "its record has version " + version, null);
		}
		try {
			int flags = in.get() & (version == FIRST_VERSION ? RECOVERABLE | BODY_APART : 0xFF);
			long arrived = Integer.toUnsignedLong(in.getInt());
			int bodyOffset = in.getInt();
			int bodyLength = in.getInt();
			boolean apart = (flags & BODY_APART) != 0;
			in.position(in.position() + (apart ? BODY_CHECKSUM_SIZE : 0));
			MessageHistory history = (flags & HAS_HISTORY) == 0
					? MessageHistory.NONE
					: new MessageHistory(in.getInt(), in.getInt(), Integer.toUnsignedLong(in.getInt()), in.getInt());
			byte[] sender = new byte[Byte.toUnsignedInt(in.get())];
			in.get(sender);
			byte[] kept = new byte[in.remaining()];
			in.get(kept);
			return new StoredMessage(arrived, (flags & RECOVERABLE) != 0, sender, kept, bodyOffset, bodyLength, !apart,
					(flags & NEEDS_WORK) != 0, history);
		} catch (RuntimeException e) {
			throw new StoreException(Kind.DAMAGED, "its record is inconsistent: " + e.getMessage(), e);
		}
	}

	/**
	 * The same message with its body in its place.
	 *
	 * @param record
	 *            that it was read from
	 * @param body
	 *            null if there is none
	 * @throws StoreException
	 *             of kind DAMAGED if that is another body
	 */
	StoredMessage withBody(byte[] record, byte[] body) throws StoreException {
		int expected = bodyChecksum(record);
		if (body == null || body.length != bodyLength || checksum(body, 0, body.length) != expected) {
			throw new StoreException(Kind.DAMAGED, "its body of " + bodyLength + " bytes "
					+ (body == null ? "is missing" : "has a wrong checksum"), null);
		}
		byte[] whole = new byte[packet.length + body.length];
		System.arraycopy(packet, 0, whole, 0, bodyOffset);
		System.arraycopy(body, 0, whole, bodyOffset, body.length);
		System.arraycopy(packet, bodyOffset, whole, bodyOffset + body.length, packet.length - bodyOffset);
		return new StoredMessage(arrived, recoverable, sender, whole, bodyOffset, bodyLength, true, needsWork, history);
	}

	/** That of a body that is apart. */
	private static int bodyChecksum(byte[] record) {
		return ByteBuffer.wrap(record).getInt(FIXED_SIZE - 4 - 1);
	}
}
