package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;

/** {@code AP-REP} ([RFC 4120] 5.5.2). */
public record ApReply(EncryptedData encrypted) {

	public static final int TAG = 15;

	public byte[] encode() {
		return DerWriter.message(TAG, reply -> reply.field(0, field -> field.integer(ApRequest.VERSION))
				.field(1, field -> field.integer(TAG)).field(2, encrypted::write));
	}

	public static ApReply decode(byte[] bytes) throws DerException {
		DerReader reply = new DerReader(bytes).message(TAG);
		ApRequest.version(reply.field(0));
		ApRequest.type(reply.field(1), TAG);
		EncryptedData encrypted = EncryptedData.read(reply.field(2));
		reply.end();
		return new ApReply(encrypted);
	}
}
