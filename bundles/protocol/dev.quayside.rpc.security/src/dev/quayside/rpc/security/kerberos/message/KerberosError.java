package dev.quayside.rpc.security.kerberos.message;

import java.time.Instant;
import java.util.Optional;

/**
 * {@code KRB-ERROR} ([RFC 4120] 5.9.1). Nothing in it is authenticated.
 *
 * @param code
 *            [RFC 4120] 7.5.9
 * @param time
 *            of the server
 * @param text
 *            for people, if the peer gives one
 */
public record KerberosError(int code, Instant time, String realm, PrincipalName service, Optional<String> text) {

	public static final int TAG = 30;

	public KerberosError {
		time = Timestamp.of(time);
	}

	public byte[] encode() {
		return DerWriter.message(TAG, out -> {
			out.field(0, field -> field.integer(ApRequest.VERSION)).field(1, field -> field.integer(TAG))
					.field(4, field -> field.time(time))
					.field(5, field -> field.integer(Timestamp.microseconds(time)))
					.field(6, field -> field.integer(code)).field(9, field -> field.string(realm))
					.field(10, service::write);
			text.ifPresent(words -> out.field(11, field -> field.string(words)));
		});
	}

	public static KerberosError decode(byte[] bytes) throws DerException {
		DerReader in = new DerReader(bytes).message(TAG);
		ApRequest.version(in.field(0));
		ApRequest.type(in.field(1), TAG);
		skip(in, 2, 3);
		Instant seconds = in.field(4).time();
		Instant time = Timestamp.join(seconds, in.field(5).microseconds());
		int code = in.field(6).int32();
		skip(in, 7, 8);
		String realm = in.field(9).string();
		PrincipalName service = PrincipalName.read(in.field(10));
		Optional<String> text = in.has(11) ? Optional.of(in.field(11).string()) : Optional.empty();
		skip(in, 12, 12);
		in.end();
		return new KerberosError(code, time, realm, service, text);
	}

	private static void skip(DerReader in, int from, int to) throws DerException {
		for (int optional = from; optional <= to; optional++) {
			if (in.has(optional)) {
				in.field(optional);
			}
		}
	}
}
