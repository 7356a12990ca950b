package dev.quayside.msmq.transfer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Packets as bytes, put together here field by field, so that nothing of what is tested makes them. */
public final class Wire {

	public static final int EXPRESS = 0;
	public static final int RECOVERABLE = 0x20;
	static final String QUEUE = "OS:localhost\\private$\\q";
	public static final long FOR_EVER = 0xFFFFFFFFL;

	/** A session header as it is on the wire. */
	public record Header(int acknowledged, int base, int bits, int sent, int recoverableSent, int window) {

		/** Whether this recoverable number is acknowledged by it alone, without what is below the base. */
		public boolean covers(int number) {
			int bit = number - base & 0xFFFF;
			return bits != 0 && bit < 32 && (bits >>> bit & 1) == 1;
		}
	}

	private Wire() {}

	public static ByteBuffer buffer(int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	public static ByteBuffer buffer(byte[] bytes) {
		return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	/** GUID as three little-endian fields and eight bytes. */
	public static byte[] guid(UUID id) {
		long high = id.getMostSignificantBits();
		return buffer(16).putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high)
				.order(ByteOrder.BIG_ENDIAN).putLong(id.getLeastSignificantBits()).array();
	}

	public static UUID guid(byte[] bytes, int offset) {
		ByteBuffer in = buffer(bytes).position(offset);
		long high = (in.getInt() & 0xFFFFFFFFL) << 32 | (in.getShort() & 0xFFFFL) << 16 | in.getShort() & 0xFFFFL;
		return new UUID(high, in.order(ByteOrder.BIG_ENDIAN).getLong());
	}

	/** Base and internal header at the front of a packet of this size. */
	private static ByteBuffer internal(int size, int baseFlags, int flags) {
		ByteBuffer out = buffer(size);
		out.put((byte) 0x10).put((byte) 0xC0).putShort((short) baseFlags).putInt(0x524F494C).putInt(size).putInt(-1);
		return out.putShort((short) 0).putShort((short) flags);
	}

	public static byte[] establish(UUID client, UUID server, int timeStamp, int operatingSystem) {
		return internal(572, 0x0B, 2).put(guid(client)).put(guid(server)).putInt(timeStamp)
				.putShort((short) operatingSystem).array();
	}

	public static byte[] establish(UUID client, UUID server) {
		return establish(client, server, 12345, 0x0310);
	}

	public static byte[] parameters(int recoverableAck, int ack, int window) {
		return internal(32, 0x0B, 3).putInt(recoverableAck).putInt(ack).putShort((short) 0).putShort((short) window)
				.array();
	}

	public static byte[] ack(Header header) {
		return internal(36, 0x1B, 1).put(bytes(header)).array();
	}

	public static byte[] bytes(Header header) {
		return buffer(16).putShort((short) header.acknowledged()).putShort((short) header.base())
				.putInt(header.bits()).putShort((short) header.sent()).putShort((short) header.recoverableSent())
				.putShort((short) header.window()).putShort((short) 0xEEEE).array();
	}

	public static Header header(byte[] packet, int offset) {
		ByteBuffer in = buffer(packet).position(offset);
		return new Header(in.getShort() & 0xFFFF, in.getShort() & 0xFFFF, in.getInt(), in.getShort() & 0xFFFF,
				in.getShort() & 0xFFFF, in.getShort() & 0xFFFF);
	}

	/** A message to {@link #QUEUE} without security. */
	public static byte[] message(UUID source, int ordinal, int delivery, String body) {
		return message(source, ordinal, delivery, body.getBytes(StandardCharsets.UTF_16LE));
	}

	public static byte[] message(UUID source, int ordinal, int delivery, byte[] body) {
		return message(source, ordinal, QUEUE, 0x281C00 & ~0x80000 | delivery, body);
	}

	/**
	 * @param flags
	 *            of the user header
	 */
	public static byte[] message(UUID source, int ordinal, String queue, int flags, byte[] body) {
		byte[] name = (queue + "\0").getBytes(StandardCharsets.UTF_16LE);
		int userHeader = 48 + padded(2 + name.length);
		int size = 16 + userHeader + padded(56 + body.length);
		ByteBuffer out = buffer(size);
		out.put((byte) 0x10).put((byte) 0).putShort((short) 3).putInt(0x524F494C).putInt(size)
				.putInt((int) FOR_EVER);
		out.put(guid(source)).put(new byte[16]).putInt((int) FOR_EVER)
				.putInt((int) (System.currentTimeMillis() / 1000)).putInt(ordinal).putInt(flags)
				.putShort((short) name.length).put(name);
		out.position(16 + userHeader);
		out.put((byte) 0).put((byte) 0).putShort((short) 0).put(new byte[20]).putInt(8).putInt(0).putInt(body.length)
				.putInt(body.length).putInt(0).putInt(0x8004).putInt(0x6602).putInt(0).put(body);
		return out.array();
	}

	private static int padded(int size) {
		return size + 3 & ~3;
	}

	/** The message with a session header behind it, which its size does not count. */
	public static byte[] riding(byte[] message, Header header) {
		byte[] whole = Arrays.copyOf(message, message.length + 16);
		whole[2] |= 0x10;
		System.arraycopy(bytes(header), 0, whole, message.length, 16);
		return whole;
	}
}
