package dev.quayside.rpc.security.der.internal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** Writes what {@link DerReader} reads of Kerberos ([RFC 4120] 5.1, 5.2). */
public final class DerWriter {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	/** A message of its own tag. */
	public static byte[] message(int number, Consumer<DerWriter> members) {
		DerWriter message = new DerWriter();
		message.element(DerReader.APPLICATION | number, inner -> inner.sequence(members));
		return message.bytes();
	}

	/** Elements for themselves. */
	public static byte[] elements(Consumer<DerWriter> content) {
		DerWriter writer = new DerWriter();
		content.accept(writer);
		return writer.bytes();
	}

	private byte[] bytes() {
		return out.toByteArray();
	}

	private DerWriter element(int tag, byte[] content) {
		out.write(tag);
		if (content.length < 0x80) {
			out.write(content.length);
		} else {
			byte[] length = BigInteger.valueOf(content.length).toByteArray();
			int zeros = length[0] == 0 ? 1 : 0;
			out.write(0x80 | length.length - zeros);
			out.write(length, zeros, length.length - zeros);
		}
		out.writeBytes(content);
		return this;
	}

	private DerWriter element(int tag, Consumer<DerWriter> content) {
		return element(tag, elements(content));
	}

	/** An explicitly tagged field. */
	public DerWriter field(int number, Consumer<DerWriter> content) {
		return element(DerReader.CONTEXT | number, content);
	}

	public DerWriter sequence(Consumer<DerWriter> members) {
		return element(DerReader.SEQUENCE, members);
	}

	public DerWriter integer(long value) {
		return element(DerReader.INTEGER, BigInteger.valueOf(value).toByteArray());
	}

	public DerWriter octets(byte[] value) {
		return element(DerReader.OCTET_STRING, value);
	}

	public DerWriter string(String value) {
		return element(DerReader.GENERAL_STRING, value.getBytes(StandardCharsets.UTF_8));
	}

	/** To the second. */
	public DerWriter time(Instant time) {
		String text = DerReader.TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
		return element(DerReader.GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
	}

	/** 32 bits. */
	public DerWriter flags(int value) {
		return element(DerReader.BIT_STRING, ByteBuffer.allocate(5).put((byte) 0).putInt(value).array());
	}

	/** Elements that are encoded already. */
	public DerWriter raw(byte[] elements) {
		out.writeBytes(elements);
		return this;
	}
}
