package dev.quayside.queuemanager.services;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/** Stub data put together by hand, without our marshalling: whoever reads a test sees the bytes. */
final class Stub {

	private final ByteBuffer out = ByteBuffer.allocate(140 * 1024).order(ByteOrder.LITTLE_ENDIAN);

	static Stub of(byte[] bytes) {
		return new Stub().bytes(bytes);
	}

	Stub bytes(byte[] bytes) {
		out.put(bytes);
		return this;
	}

	Stub hex(String hex) {
		return bytes(HexFormat.of().parseHex(hex.replace(" ", "")));
	}

	Stub u8(int value) {
		out.put((byte) value);
		return this;
	}

	Stub u16(int value) {
		align(2);
		out.putShort((short) value);
		return this;
	}

	Stub u32(long value) {
		align(4);
		out.putInt((int) value);
		return this;
	}

	Stub u64(long value) {
		align(8);
		out.putLong(value);
		return this;
	}

	Stub guid(UUID guid) {
		align(4);
		long high = guid.getMostSignificantBits();
		out.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
		out.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits()).order(ByteOrder.LITTLE_ENDIAN);
		return this;
	}

	/** A conformant varying string: maximum, offset, actual count, UTF-16LE with its NUL. */
	Stub text(String text) {
		u32(text.length() + 1).u32(0).u32(text.length() + 1);
		return bytes(text.getBytes(StandardCharsets.UTF_16LE)).u16(0);
	}

	Stub align(int alignment) {
		while (out.position() % alignment != 0) {
			out.put((byte) 0);
		}
		return this;
	}

	byte[] toByteArray() {
		byte[] bytes = new byte[out.position()];
		out.get(0, bytes);
		return bytes;
	}

	/** A direct queue format: kind, suffix and flags, discriminant, pointer, text. */
	static Stub direct(int kind, int suffix, String name) {
		return new Stub().u8(kind).u8(suffix).u16(0).u8(kind).u32(0x00020000).text(name);
	}

	/** A queue format whose arm is a GUID. */
	static Stub ofGuid(int kind, int suffix, UUID guid) {
		return new Stub().u8(kind).u8(suffix).u16(0).u8(kind).guid(guid);
	}

	static Stub privateQueue(int suffix, UUID queueManager, int number) {
		return ofGuid(2, suffix, queueManager).u32(number);
	}
}
