package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;

import java.time.Instant;
import java.util.Optional;

/**
 * {@code EncTicketPart}: what a ticket holds for the service alone ([RFC 4120] 5.3). Where the ticket came through
 * and addresses are skipped.
 *
 * @param authenticated
 *            when the client has shown its password
 * @param start
 *            when it begins to be valid
 * @param pac
 *            the privilege attribute certificate
 */
public record TicketPart(int flags, EncryptionKey key, String realm, PrincipalName client,
		Instant authenticated, Instant start, Instant end, Optional<byte[]> pac) {

	static final int TAG = 3;

	/** The ticket has to be validated by the KDC first. */
	public static final int INVALID = 0x0100_0000;

	private static final int NO_TRANSIT = 0;

	public byte[] encode() {
		return DerWriter.message(TAG, out -> {
			out.field(0, field -> field.flags(flags))
					.field(1, field -> KeyBlock.write(key, field)).field(2, field -> field.string(realm))
					.field(3, client::write)
					.field(4, field -> field.sequence(transited -> transited.field(0, type -> type.integer(NO_TRANSIT))
							.field(1, contents -> contents.octets(new byte[0]))))
					.field(5, field -> field.time(authenticated)).field(6, field -> field.time(start))
					.field(7, field -> field.time(end));
			pac.ifPresent(certificate -> out.field(10, field -> AuthorizationData.write(certificate, field)));
		});
	}

	public static TicketPart decode(byte[] bytes) throws DerException {
		DerReader in = new DerReader(bytes).message(TAG);
		int flags = in.field(0).flags();
		EncryptionKey key = KeyBlock.read(in.field(1));
		String realm = in.field(2).string();
		PrincipalName client = PrincipalName.read(in.field(3));
		in.field(4);
		Instant authenticated = in.field(5).time();
		Instant start = in.has(6) ? in.field(6).time() : authenticated;
		Instant end = in.field(7).time();
		for (int optional = 8; optional <= 9; optional++) {
			if (in.has(optional)) {
				in.field(optional);
			}
		}
		Optional<byte[]> pac = in.has(10) ? AuthorizationData.pac(in.field(10)) : Optional.empty();
		in.end();
		return new TicketPart(flags, key, realm, client, authenticated, start, end, pac);
	}
}
