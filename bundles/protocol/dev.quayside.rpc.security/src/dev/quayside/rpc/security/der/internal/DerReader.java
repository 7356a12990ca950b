package dev.quayside.rpc.security.der.internal;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the part of DER that Kerberos and SPNEGO use ([X.690] 8, [RFC 4120] 5.1, 5.2), one element after the other: each
 * must end within the one around it. Walks only where it is told to, so that depth costs nothing. Lengths may take more
 * bytes than they need, as BER allows.
 */
public final class DerReader {

	public static final int OCTET_STRING = 0x04;
	public static final int OBJECT_IDENTIFIER = 0x06;
	public static final int ENUMERATED = 0x0A;
	public static final int SEQUENCE = 0x30;
	/** The first of the tags that an application numbers. */
	public static final int APPLICATION = 0x60;
	/** The first of the tags that number the fields of a sequence. */
	public static final int CONTEXT = 0xA0;

	static final int INTEGER = 0x02;
	static final int BIT_STRING = 0x03;
	static final int GENERALIZED_TIME = 0x18;
	static final int GENERAL_STRING = 0x1B;
	private static final int MAX_BYTES_OF_LENGTH = 4;

	static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'")
			.withResolverStyle(ResolverStyle.STRICT);

	private final byte[] bytes;
	private final int end;
	private int at;

	public DerReader(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	private DerReader(byte[] bytes, int at, int end) {
		this.bytes = bytes;
		this.at = at;
		this.end = end;
	}

	public boolean hasNext() {
		return at < end;
	}

	/** The next tag; -1 at the end. */
	private int peek() {
		return at < end ? bytes[at] & 0xFF : -1;
	}

	/** The content of the next element, which must have this tag. */
	public DerReader enter(int tag) throws DerException {
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
		int first = octet();
		if (first < 0x80) {
			return first;
		}
		int count = first & 0x7F;
		if (count == 0 || count > MAX_BYTES_OF_LENGTH) {
			throw new DerException("Byte " + (at - 1) + ": a length of " + count + " bytes is not used here");
		}
		long length = 0;
		for (int i = 0; i < count; i++) {
			length = length << Byte.SIZE | octet();
		}
		return (int) Math.min(length, Integer.MAX_VALUE);
	}

	private int octet() throws DerException {
		if (at >= end) {
			throw new DerException("Byte " + at + ": the element ends within its length");
		}
		return bytes[at++] & 0xFF;
	}

	/** The one element in the explicitly tagged field that comes next. */
	public DerReader field(int number) throws DerException {
		return enter(CONTEXT | number);
	}

	/** Whether this field, which may be left out, comes next. */
	public boolean has(int number) {
		return peek() == (CONTEXT | number);
	}

	/** What is in a field that may be left out. */
	public Optional<DerReader> optional(int number) throws DerException {
		return has(number) ? Optional.of(field(number)) : Optional.empty();
	}

	/** The members of a message of its own tag; nothing may follow it. */
	public DerReader message(int number) throws DerException {
		DerReader inner = enter(APPLICATION | number);
		end();
		DerReader members = inner.enter(SEQUENCE);
		inner.end();
		return members;
	}

	public DerReader sequence() throws DerException {
		return enter(SEQUENCE);
	}

	/** @throws DerException if something is left */
	public void end() throws DerException {
		if (at != end) {
			throw new DerException("Byte " + at + ": " + (end - at) + " bytes are left over");
		}
	}

	/**
	 * After a whole token: zeros may follow, where the sender had allocated more ([MS-RPCE] 2.2.2.11).
	 *
	 * @throws DerException
	 *             if something else is left
	 */
	public void endOfToken() throws DerException {
		while (hasNext() && bytes[at] == 0) {
			at++;
		}
		end();
	}

	/** The content of the next element. */
	public byte[] next(int tag) throws DerException {
		return enter(tag).rest();
	}

	/** The content of the one element that there is. */
	public byte[] only(int tag) throws DerException {
		byte[] content = next(tag);
		end();
		return content;
	}

	/** An integer alone in its field. */
	private BigInteger integer() throws DerException {
		byte[] content = only(INTEGER);
		if (content.length == 0 || content.length > 9) {
			throw new DerException("An integer of " + content.length + " bytes");
		}
		return new BigInteger(content);
	}

	public int int32() throws DerException {
		BigInteger value = integer();
		if (value.bitLength() > 31) {
			throw new DerException(value + " is not a 32-bit integer");
		}
		return value.intValue();
	}

	/** An unsigned integer, also where an old peer encodes it as a signed one. */
	public long uint32() throws DerException {
		BigInteger value = integer();
		if (value.bitLength() > 32) {
			throw new DerException(value + " is not an unsigned 32-bit integer");
		}
		return value.longValue() & 0xFFFFFFFFL;
	}

	public byte[] octets() throws DerException {
		return only(OCTET_STRING);
	}

	/** Text alone in its field. */
	public String string() throws DerException {
		String text = nextString();
		end();
		return text;
	}

	/** Text in a list; Windows writes UTF-8 ([MS-KILE] 3.1.5.7). */
	public String nextString() throws DerException {
		DerReader content = enter(GENERAL_STRING);
		ByteBuffer encoded = ByteBuffer.wrap(content.bytes, content.at, content.end - content.at);
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
			if (text.chars().noneMatch(Character::isISOControl)) {
				return text;
			}
		} catch (CharacterCodingException e) {
			throw new DerException("Byte " + content.at + ": a text that is not UTF-8");
		}
		throw new DerException("Byte " + content.at + ": a text with control characters");
	}

	public Instant time() throws DerException {
		String text = new String(only(GENERALIZED_TIME), StandardCharsets.ISO_8859_1);
		try {
			return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
		} catch (DateTimeException e) {
			throw new DerException("A time that is none");
		}
	}

	/** Microseconds of a time. */
	public int microseconds() throws DerException {
		int value = int32();
		if (value < 0 || value > 999_999) {
			throw new DerException(value + " is no count of microseconds");
		}
		return value;
	}

	/** The first 32 bits of a string of at least as many ([RFC 4120] 5.2.8). */
	public int flags() throws DerException {
		byte[] content = only(BIT_STRING);
		if (content.length < 5 || content[0] < 0 || content[0] > 7) {
			throw new DerException("Flags of " + (content.length - 1) + " bytes");
		}
		return new BigInteger(Arrays.copyOfRange(content, 1, 5)).intValue();
	}

	/** Everything that is left, with its tags. */
	public byte[] rest() {
		byte[] rest = Arrays.copyOfRange(bytes, at, end);
		at = end;
		return rest;
	}
}
