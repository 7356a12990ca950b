package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;

/** A ticket as it travels ([RFC 4120] 5.3). Realm and service stand outside of what is encrypted. */
public record Ticket(String realm, PrincipalName service, EncryptedData encrypted) {

	static final int TAG = 1;

	public byte[] encode() {
		return DerWriter.message(TAG, ticket -> ticket.field(0, field -> field.integer(ApRequest.VERSION))
				.field(1, field -> field.string(realm)).field(2, service::write).field(3, encrypted::write));
	}

	public static Ticket decode(byte[] bytes) throws DerException {
		DerReader ticket = new DerReader(bytes).message(TAG);
		ApRequest.version(ticket.field(0));
		String realm = ticket.field(1).string();
		PrincipalName service = PrincipalName.read(ticket.field(2));
		EncryptedData encrypted = EncryptedData.read(ticket.field(3));
		ticket.end();
		return new Ticket(realm, service, encrypted);
	}
}
