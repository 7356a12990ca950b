package dev.quayside.rpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A PDU as it came from the wire. */
public record RawPdu(byte[] bytes) {

	private ByteBuffer in() {
		return ByteBuffer.wrap(bytes).order(bytes[4] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
	}

	public int type() {
		return bytes[2];
	}

	public int flags() {
		return Byte.toUnsignedInt(bytes[3]);
	}

	public int callId() {
		return in().getInt(12);
	}

	public int u8(int offset) {
		return Byte.toUnsignedInt(bytes[offset]);
	}

	public int u16(int offset) {
		return Short.toUnsignedInt(in().getShort(offset));
	}

	public int u32(int offset) {
		return in().getInt(offset);
	}

	/** Stub data of a request or response. */
	public byte[] stub() {
		return from(24);
	}

	public byte[] from(int offset) {
		return Arrays.copyOfRange(bytes, offset, bytes.length);
	}

	/** Status of a fault. */
	public int status() {
		return u32(24);
	}
}
