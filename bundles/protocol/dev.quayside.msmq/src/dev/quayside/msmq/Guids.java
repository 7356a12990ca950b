package dev.quayside.msmq;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** GUIDs in the byte order of Windows: three little-endian fields, then eight bytes ([MS-DTYP] 2.3.4.2). */
public final class Guids {

	public static final int SIZE = 16;
	public static final UUID NIL = new UUID(0, 0);

	private static final Pattern TEXT = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

	private Guids() {}

	/** Reads 16 bytes at the position of the buffer, whatever its byte order. */
	public static UUID get(ByteBuffer in) {
		ByteOrder order = in.order();
		in.order(ByteOrder.LITTLE_ENDIAN);
		long high = Integer.toUnsignedLong(in.getInt()) << 32 | Short.toUnsignedLong(in.getShort()) << 16
				| Short.toUnsignedLong(in.getShort());
		long low = in.order(ByteOrder.BIG_ENDIAN).getLong();
		in.order(order);
		return new UUID(high, low);
	}

	/** Writes 16 bytes at the position of the buffer. */
	public static void put(ByteBuffer out, UUID guid) {
		ByteOrder order = out.order();
		long high = guid.getMostSignificantBits();
		out.order(ByteOrder.LITTLE_ENDIAN).putInt((int) (high >>> 32)).putShort((short) (high >>> 16))
				.putShort((short) high);
		out.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits()).order(order);
	}

	/** The 16 bytes of a GUID. */
	public static byte[] bytes(UUID guid) {
		ByteBuffer out = ByteBuffer.allocate(SIZE);
		put(out, guid);
		return out.array();
	}

	/** The GUID in the text, without braces, in any case; empty if it is none. */
	public static Optional<UUID> parse(String text) {
		return TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
	}

	/** Upper case without braces, as in format names. */
	public static String text(UUID guid) {
		return guid.toString().toUpperCase(Locale.ROOT);
	}
}
