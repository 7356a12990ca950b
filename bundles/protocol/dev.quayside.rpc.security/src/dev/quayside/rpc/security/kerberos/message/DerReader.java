package dev.quayside.rpc.security.kerberos.message;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;

/** Reads the part of DER that Kerberos uses ([RFC 4120] 5.1, 5.2). Every length is checked against what is there. */
final class DerReader {

	static final int INTEGER = 0x02;
	static final int BIT_STRING = 0x03;
	static final int OCTET_STRING = 0x04;
	static final int SEQUENCE = 0x30;
	static final int GENERALIZED_TIME = 0x18;
	static final int GENERAL_STRING = 0x1B;
	static final int APPLICATION = 0x60;
	static final int CONTEXT = 0xA0;

	static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'")
			.withResolverStyle(ResolverStyle.STRICT);

	private final byte[] bytes;
	private final int end;
	private int at;

	DerReader(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	private DerReader(byte[] bytes, int at, int end) {
		this.bytes = bytes;
		this.at = at;
		this.end = end;
	}

	/** The next tag; -1 at the end. */
	int peek() {
		return at < end ? bytes[at] & 0xFF : -1;
	}

	/** The content of the next element, which must have this tag. */
	DerReader enter(int tag) throws DerException {
		if (peek() != tag) {
			throw new DerException("Byte " + at + ": tag 0x%02X is missing, there is ".formatted(tag)
					+ (at < end ? "0x%02X".formatted(peek()) : "nothing"));
		}
		at++;
		int length = length();
		if (length > end - at) {
			throw new DerException("Byte " + at + ": " + length + " bytes are announced, " + (end - at) + " are there");
		}
		at += length;
		return new DerReader(bytes, at - length, at);
	}

	private int length() throws DerException {
		int first = next();
		if (first < 0x80) {
			return first;
		}
		int count = first & 0x7F;
		if (count == 0 || count > 4) {
			throw new DerException("Byte " + (at - 1) + ": a length of " + count + " bytes is not used here");
		}
		long length = 0;
		for (int i = 0; i < count; i++) {
			length = length << 8 | next();
		}
		return (int) Math.min(length, Integer.MAX_VALUE);
	}

	private int next() throws DerException {
		if (at >= end) {
			throw new DerException("Byte " + at + ": the element ends within its length");
		}
		return bytes[at++] & 0xFF;
	}

	/** The one element in the explicitly tagged field that comes next. */
	DerReader field(int number) throws DerException {
		return enter(CONTEXT | number);
	}

	/** Whether an optional field comes next. */
	boolean has(int number) {
		return peek() == (CONTEXT | number);
	}

	/** The members of a message of its own tag; nothing may follow it. */
	DerReader message(int number) throws DerException {
		DerReader inner = enter(APPLICATION | number);
		end();
		DerReader members = inner.enter(SEQUENCE);
		inner.end();
		return members;
	}

	DerReader sequence() throws DerException {
		return enter(SEQUENCE);
	}

	/** @throws DerException if something is left */
	void end() throws DerException {
		if (at != end) {
			throw new DerException("Byte " + at + ": " + (end - at) + " bytes are left over");
		}
	}

	private byte[] content(int tag) throws DerException {
		DerReader content = enter(tag);
		end();
		return Arrays.copyOfRange(content.bytes, content.at, content.end);
	}

	/** An integer alone in its field. */
	BigInteger integer() throws DerException {
		byte[] content = content(INTEGER);
		if (content.length == 0 || content.length > 9) {
			throw new DerException("An integer of " + content.length + " bytes");
		}
		return new BigInteger(content);
	}

	int int32() throws DerException {
		BigInteger value = integer();
		if (value.bitLength() > 31) {
			throw new DerException(value + " is not a 32-bit integer");
		}
		return value.intValue();
	}

	/** An unsigned integer, also where an old peer encodes it as a signed one. */
	long uint32() throws DerException {
		BigInteger value = integer();
		if (value.bitLength() > 32) {
			throw new DerException(value + " is not an unsigned 32-bit integer");
		}
		return value.longValue() & 0xFFFFFFFFL;
	}

	byte[] octets() throws DerException {
		return content(OCTET_STRING);
	}

	/** Text alone in its field; Windows writes UTF-8 ([MS-KILE] 3.1.5.7). */
	String string() throws DerException {
		return new String(content(GENERAL_STRING), StandardCharsets.UTF_8);
	}

	/** Text in a list. */
	String nextString() throws DerException {
		DerReader content = enter(GENERAL_STRING);
		return new String(content.bytes, content.at, content.end - content.at, StandardCharsets.UTF_8);
	}

	Instant time() throws DerException {
		String text = new String(content(GENERALIZED_TIME), StandardCharsets.ISO_8859_1);
		try {
			return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
		} catch (DateTimeException e) {
			throw new DerException("A time that is none");
		}
	}

	/** Microseconds of a time. */
	int microseconds() throws DerException {
		int value = int32();
		if (value < 0 || value > 999_999) {
			throw new DerException(value + " is no count of microseconds");
		}
		return value;
	}

	/** The first 32 bits of a string of at least as many ([RFC 4120] 5.2.8). */
	int flags() throws DerException {
		byte[] content = content(BIT_STRING);
		if (content.length < 5 || content[0] < 0 || content[0] > 7) {
			throw new DerException("Flags of " + (content.length - 1) + " bytes");
		}
		return new BigInteger(Arrays.copyOfRange(content, 1, 5)).intValue();
	}

	/** Everything that is left, with its tags. */
	byte[] rest() {
		byte[] rest = Arrays.copyOfRange(bytes, at, end);
		at = end;
		return rest;
	}
}
