package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * {@code KRB-ERROR} ([RFC 4120] 5.9.1). Nothing in it is authenticated.
 *
 * @param code
 *            [RFC 4120] 7.5.9
 * @param time
 *            of the server
 * @param data
 *            more about the error, if there is more
 */
public record KerberosError(int code, Instant time, String realm, PrincipalName service, Optional<byte[]> data) {

	public static final int TAG = 30;

	/** {@code KERB-ERROR-DATA}: the client may try again with the time of the server ([MS-KILE] 2.2.2, 3.4.5). */
	private static final String SKEW_RECOVERY = "3005a103020102";

	public KerberosError {
		time = Timestamp.of(time);
	}

	/** Data of a difference of the clocks. */
	public static byte[] skewRecovery() {
		return HexFormat.of().parseHex(SKEW_RECOVERY);
	}

	public byte[] encode() {
		return DerWriter.message(TAG, out -> {
			out.field(0, field -> field.integer(ApRequest.VERSION)).field(1, field -> field.integer(TAG))
					.field(4, field -> field.time(time))
					.field(5, field -> field.integer(Timestamp.microseconds(time)))
					.field(6, field -> field.integer(code)).field(9, field -> field.string(realm))
					.field(10, service::write);
			data.ifPresent(more -> out.field(12, field -> field.octets(more)));
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
		skip(in, 11, 11);
		Optional<byte[]> data = in.has(12) ? Optional.of(in.field(12).octets()) : Optional.empty();
		in.end();
		return new KerberosError(code, time, realm, service, data);
	}

	private static void skip(DerReader in, int from, int to) throws DerException {
		for (int optional = from; optional <= to; optional++) {
			if (in.has(optional)) {
				in.field(optional);
			}
		}
	}
}
