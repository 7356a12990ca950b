package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code EncAPRepPart}: what an AP-REP holds encrypted ([RFC 4120] 5.5.2).
 *
 * @param time
 *            of the authenticator that it answers
 */
public record ApReplyPart(Instant time, Optional<EncryptionKey> subkey, OptionalLong sequence) {

	static final int TAG = 27;

	public ApReplyPart {
		time = Timestamp.of(time);
	}

	public byte[] encode() {
		return DerWriter.message(TAG, out -> {
			out.field(0, field -> field.time(time)).field(1, field -> field.integer(Timestamp.microseconds(time)));
			subkey.ifPresent(key -> out.field(2, field -> KeyBlock.write(key, field)));
			sequence.ifPresent(number -> out.field(3, field -> field.integer(number)));
		});
	}

	public static ApReplyPart decode(byte[] bytes) throws DerException {
		DerReader in = new DerReader(bytes).message(TAG);
		Instant seconds = in.field(0).time();
		Instant time = Timestamp.join(seconds, in.field(1).microseconds());
		Optional<EncryptionKey> subkey = in.has(2) ? Optional.of(KeyBlock.read(in.field(2))) : Optional.empty();
		OptionalLong sequence = in.has(3) ? OptionalLong.of(in.field(3).uint32()) : OptionalLong.empty();
		in.end();
		return new ApReplyPart(time, subkey, sequence);
	}
}
