package dev.quayside.rpc.security.ntlm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a message: the fixed part in order, the fields behind it ([MS-NLMP] 2.2.1). */
final class MessageWriter {

	private final ByteBuffer fixed;
	private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

	MessageWriter(int type, int fixedSize) {
		fixed = ByteBuffer.allocate(fixedSize).order(ByteOrder.LITTLE_ENDIAN);
		fixed.put(MessageReader.SIGNATURE).putInt(type);
	}

	MessageWriter int32(int value) {
		fixed.putInt(value);
		return this;
	}

	MessageWriter bytes(byte[] value) {
		fixed.put(value);
		return this;
	}

	/** Length and place of a field that is {@link #placed} elsewhere in the order of fields. */
	MessageWriter reference(int length, int offset) {
		fixed.putShort((short) length).putShort((short) length).putInt(offset);
		return this;
	}

	/** Puts a field behind those that are there already, and says where. */
	int placed(byte[] value) {
		int offset = fixed.capacity() + payload.size();
		payload.writeBytes(value);
		return offset;
	}

	MessageWriter field(byte[] value) {
		return reference(value.length, placed(value));
	}

	byte[] toBytes() {
		byte[] head = fixed.array();
		byte[] all = new byte[head.length + payload.size()];
		System.arraycopy(head, 0, all, 0, head.length);
		System.arraycopy(payload.toByteArray(), 0, all, head.length, payload.size());
		return all;
	}

	static byte[] unicode(String text) {
		return text.getBytes(StandardCharsets.UTF_16LE);
	}
}
