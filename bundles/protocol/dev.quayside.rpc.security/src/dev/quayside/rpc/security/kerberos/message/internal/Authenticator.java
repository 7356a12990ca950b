package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Shows that who sends a ticket knows its session key, and when ([RFC 4120] 5.5.1). Authorization data in it is skipped.
 *
 * @param time
 *            to the microsecond
 */
public record Authenticator(String realm, PrincipalName client, Optional<AuthenticatorChecksum> checksum, Instant time,
		Optional<EncryptionKey> subkey, OptionalLong sequence) {

	static final int TAG = 2;

	public Authenticator {
		time = Timestamp.of(time);
	}

	public byte[] encode() {
		return DerWriter.message(TAG, out -> {
			out.field(0, field -> field.integer(ApRequest.VERSION)).field(1, field -> field.string(realm))
					.field(2, client::write);
			checksum.ifPresent(sum -> out.field(3, sum::write));
			out.field(4, field -> field.integer(Timestamp.microseconds(time))).field(5, field -> field.time(time));
			subkey.ifPresent(key -> out.field(6, field -> KeyBlock.write(key, field)));
			sequence.ifPresent(number -> out.field(7, field -> field.integer(number)));
		});
	}

	public static Authenticator decode(byte[] bytes) throws DerException {
		DerReader in = new DerReader(bytes).message(TAG);
		ApRequest.version(in.field(0));
		String realm = in.field(1).string();
		PrincipalName client = PrincipalName.read(in.field(2));
		Optional<AuthenticatorChecksum> checksum = in.has(3)
				? Optional.of(AuthenticatorChecksum.read(in.field(3)))
				: Optional.empty();
		int microseconds = in.field(4).microseconds();
		Instant time = Timestamp.join(in.field(5).time(), microseconds);
		Optional<EncryptionKey> subkey = in.has(6) ? Optional.of(KeyBlock.read(in.field(6))) : Optional.empty();
		OptionalLong sequence = in.has(7) ? OptionalLong.of(in.field(7).uint32()) : OptionalLong.empty();
		if (in.has(8)) {
			in.field(8);
		}
		in.end();
		return new Authenticator(realm, client, checksum, time, subkey, sequence);
	}
}
