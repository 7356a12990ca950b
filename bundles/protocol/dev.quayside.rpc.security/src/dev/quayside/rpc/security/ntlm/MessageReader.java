package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a message: a fixed part, and fields of which it holds length and place ([MS-NLMP] 2.2.1). Refuses fields that lie
 * outside the message, in the fixed part or on each other.
 */
final class MessageReader {

	/** Far above what anybody sends: Windows has 2,888 bytes. */
	static final int MAX_SIZE = 16 * 1024;
	/** Of a name in bytes; Windows has at most 256 characters. */
	private static final int MAX_NAME = 1024;

	private final ByteBuffer message;
	private final String name;
	private final int fixedSize;
	private final List<Field> fields = new ArrayList<>();

	private record Field(int from, int to) {

		boolean overlaps(Field other) {
			return from < other.to && other.from < to;
		}
	}

	/** The first bytes of every message. */
	static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);

	MessageReader(byte[] message, int type, String name, int fixedSize) throws RpcSecurityException {
		this.message = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
		this.name = name;
		this.fixedSize = fixedSize;
		if (message.length < fixedSize || message.length > MAX_SIZE) {
			throw malformed("has " + message.length + " bytes");
		}
		if (!Arrays.equals(message, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
			throw malformed("does not begin with NTLMSSP");
		}
		if (int32(8) != type) {
			throw malformed("is of type " + int32(8) + " instead of " + type);
		}
	}

	int int32(int at) {
		return message.getInt(at);
	}

	/** A part of the fixed size. */
	byte[] bytes(int at, int length) throws RpcSecurityException {
		if (at + length > message.capacity()) {
			throw malformed("ends at byte " + message.capacity());
		}
		return Arrays.copyOfRange(message.array(), at, at + length);
	}

	/** What a field of length, maximal length and offset points to. */
	byte[] field(int at) throws RpcSecurityException {
		int length = Short.toUnsignedInt(message.getShort(at));
		long offset = Integer.toUnsignedLong(message.getInt(at + 4));
		if (length == 0) {
			return new byte[0];
		}
		if (offset < fixedSize || offset + length > message.capacity()) {
			throw malformed("has a field of " + length + " bytes at byte " + offset);
		}
		Field field = new Field((int) offset, (int) offset + length);
		if (fields.stream().anyMatch(field::overlaps)) {
			throw malformed("has fields that overlap at byte " + offset);
		}
		fields.add(field);
		return Arrays.copyOfRange(message.array(), field.from, field.to);
	}

	/** The name that a field points to. */
	String text(int at) throws RpcSecurityException {
		byte[] bytes = field(at);
		if (bytes.length > MAX_NAME) {
			throw malformed("has a name of " + bytes.length + " bytes");
		}
		try {
			String text = StandardCharsets.UTF_16LE.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			if (text.chars().noneMatch(Character::isISOControl)) {
				return text;
			}
		} catch (CharacterCodingException e) {
			throw new RpcSecurityException(Reason.BAD_TOKEN, name + " has a name that is not UTF-16", e);
		}
		throw malformed("has a name with control characters");
	}

	/** Whether the fields that were read leave room for a fixed part of that size. */
	boolean leavesFree(int size) {
		return message.capacity() >= size && fields.stream().allMatch(field -> field.from >= size);
	}

	private RpcSecurityException malformed(String what) {
		return new RpcSecurityException(Reason.BAD_TOKEN, name + ' ' + what);
	}
}
