package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The checksum of an authenticator, which in GSS is none, but holds flags and channel bindings ([RFC 4121] 4.1.1).
 *
 * @param bindings
 *            hash of the channel bindings, 16 bytes; all zero without
 */
public record AuthenticatorChecksum(byte[] bindings, int flags) {

	public static final int MUTUAL = 0x02;
	public static final int REPLAY = 0x04;
	public static final int SEQUENCE = 0x08;
	public static final int CONFIDENTIALITY = 0x10;
	public static final int INTEGRITY = 0x20;
	/** Three legs, and tokens without framing ([RFC 4757] 7.1, [MS-KILE] 3.4.5.1). */
	public static final int DCE_STYLE = 0x1000;

	private static final int TYPE = 0x8003;
	private static final int BINDINGS = 16;
	private static final int SIZE = 24;

	/** Without channel bindings. */
	public AuthenticatorChecksum(int flags) {
		this(new byte[BINDINGS], flags);
	}

	public boolean has(int flag) {
		return (flags & flag) != 0;
	}

	void write(DerWriter out) {
		byte[] content = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN).putInt(BINDINGS).put(bindings)
				.putInt(flags).array();
		out.sequence(sum -> sum.field(0, field -> field.integer(TYPE)).field(1, field -> field.octets(content)));
	}

	/** Delegated credentials behind the flags are skipped. */
	static AuthenticatorChecksum read(DerReader in) throws DerException {
		DerReader sum = in.sequence();
		in.end();
		int type = sum.field(0).int32();
		byte[] content = sum.field(1).octets();
		sum.end();
		if (type != TYPE) {
			throw new DerException("A checksum of type " + type + " instead of " + TYPE);
		}
		if (content.length < SIZE) {
			throw new DerException("A checksum of " + content.length + " bytes; it has at least " + SIZE);
		}
		ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
		int length = buffer.getInt();
		if (length != BINDINGS) {
			throw new DerException("Channel bindings of " + length + " bytes instead of " + BINDINGS);
		}
		byte[] bindings = new byte[BINDINGS];
		buffer.get(bindings);
		return new AuthenticatorChecksum(bindings, buffer.getInt());
	}
}
