package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;

/**
 * {@code AP-REQ} ([RFC 4120] 5.5.1).
 *
 * @param ticket
 *            encoded
 */
public record ApRequest(int options, byte[] ticket, EncryptedData authenticator) {

	public static final int TAG = 14;

	/** The ticket is encrypted with the session key of another ticket. */
	public static final int USE_SESSION_KEY = 0x4000_0000;
	/** The server has to answer. */
	public static final int MUTUAL_REQUIRED = 0x2000_0000;

	static final int VERSION = 5;

	public byte[] encode() {
		return DerWriter.message(TAG, request -> request.field(0, field -> field.integer(VERSION))
				.field(1, field -> field.integer(TAG)).field(2, field -> field.flags(options))
				.field(3, field -> field.raw(ticket)).field(4, authenticator::write));
	}

	public static ApRequest decode(byte[] bytes) throws DerException {
		DerReader request = new DerReader(bytes).message(TAG);
		version(request.field(0));
		type(request.field(1), TAG);
		int options = request.field(2).flags();
		byte[] ticket = request.field(3).rest();
		EncryptedData authenticator = EncryptedData.read(request.field(4));
		request.end();
		return new ApRequest(options, ticket, authenticator);
	}

	static void version(DerReader field) throws DerException {
		int version = field.int32();
		if (version != VERSION) {
			throw new DerException("Version " + version + " of Kerberos instead of " + VERSION);
		}
	}

	static void type(DerReader field, int expected) throws DerException {
		int type = field.int32();
		if (type != expected) {
			throw new DerException("Message type " + type + " instead of " + expected);
		}
	}
}
