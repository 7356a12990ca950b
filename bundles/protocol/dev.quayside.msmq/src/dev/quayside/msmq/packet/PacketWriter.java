package dev.quayside.msmq.packet;

import dev.quayside.msmq.Guids;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/** Writes little-endian fields of one header after the other. */
final class PacketWriter {

	private ByteBuffer out;
	private int headerStart;

	PacketWriter(int expected) {
		out = ByteBuffer.allocate(Math.max(64, expected)).order(ByteOrder.LITTLE_ENDIAN);
	}

	PacketWriter begin() {
		headerStart = out.position();
		return this;
	}

	PacketWriter u8(int value) {
		room(1).put((byte) value);
		return this;
	}

	PacketWriter u16(int value) {
		room(2).putShort((short) value);
		return this;
	}

	PacketWriter u32(long value) {
		room(4).putInt((int) value);
		return this;
	}

	PacketWriter guid(UUID guid) {
		Guids.put(room(Guids.SIZE), guid);
		return this;
	}

	PacketWriter bytes(byte[] bytes) {
		room(bytes.length).put(bytes);
		return this;
	}

	PacketWriter utf16(String text) {
		ByteBuffer units = room(2 * text.length());
		for (int i = 0; i < text.length(); i++) {
			units.putChar(text.charAt(i));
		}
		return this;
	}

	PacketWriter pad() {
		return bytes(new byte[headerStart - out.position() & 3]);
	}

	int size() {
		return out.position();
	}

	void u32At(int position, long value) {
		out.putInt(position, (int) value);
	}

	byte[] toByteArray() {
		return Arrays.copyOf(out.array(), out.position());
	}

	private ByteBuffer room(int more) {
		if (out.remaining() < more) {
			ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * out.capacity(), out.position() + more))
					.order(ByteOrder.LITTLE_ENDIAN);
			larger.put(out.flip());
			out = larger;
		}
		return out;
	}
}
