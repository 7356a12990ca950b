package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;

import jcifs.spnego.NegTokenInit;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The first token ([RFC 4178] 4.2.1), also with the hints of a server ([MS-SPNG] 2.2.1), which are ignored.
 *
 * @param mechanisms
 *            best first; empty where one is not known here
 * @param list
 *            the mechanisms as they were encoded
 * @param token
 *            of the first mechanism; empty where there is none
 */
record InitToken(List<Optional<Mechanism>> mechanisms, byte[] list, byte[] token) {

	private static final byte[] SPNEGO = HexFormat.of().parseHex("2b0601050502");
	private static final int MAX_MECHANISMS = 32;
	private static final int MECHANISMS = 0;
	private static final int REQUEST_FLAGS = 1;
	private static final int TOKEN = 2;
	/** The highest number that a tag of one byte can hold. */
	private static final int LAST = 30;

	static InitToken offering(List<Mechanism> mechanisms, byte[] token) {
		return new InitToken(mechanisms.stream().map(Optional::of).toList(), Mechanism.encoded(mechanisms), token);
	}

	byte[] encode() {
		ASN1ObjectIdentifier[] identifiers = Mechanism
				.identifiers(mechanisms.stream().map(Optional::orElseThrow).toList());
		return new NegTokenInit(identifiers, 0, token.length == 0 ? null : token, null).toByteArray();
	}

	static InitToken decode(byte[] bytes) throws RpcSecurityException {
		try {
			return read(new DerReader(bytes));
		} catch (DerException e) {
			throw new RpcSecurityException(Reason.BAD_TOKEN, "Not a first SPNEGO token: " + e.getMessage(), e);
		}
	}

	private static InitToken read(DerReader in) throws DerException, RpcSecurityException {
		DerReader whole = in.enter(DerReader.APPLICATION);
		in.endOfToken();
		if (!Arrays.equals(whole.next(DerReader.OBJECT_IDENTIFIER), SPNEGO)) {
			throw new RpcSecurityException(Reason.UNSUPPORTED, "The token is of another mechanism than SPNEGO");
		}
		DerReader choice = whole.field(0);
		whole.end();
		DerReader fields = choice.sequence();
		choice.end();
		DerReader field = fields.field(MECHANISMS);
		byte[] list = field.rest();
		List<Optional<Mechanism>> mechanisms = mechanisms(list);
		fields.optional(REQUEST_FLAGS);
		byte[] token = fields.has(TOKEN) ? fields.field(TOKEN).octets() : new byte[0];
		skip(fields);
		return new InitToken(mechanisms, list, token);
	}

	private static List<Optional<Mechanism>> mechanisms(byte[] list) throws DerException {
		DerReader in = new DerReader(list);
		DerReader sequence = in.sequence();
		in.end();
		List<Optional<Mechanism>> mechanisms = new ArrayList<>();
		while (sequence.hasNext() && mechanisms.size() < MAX_MECHANISMS) {
			mechanisms.add(Mechanism.ofContent(sequence.next(DerReader.OBJECT_IDENTIFIER)));
		}
		sequence.end();
		return mechanisms;
	}

	/** Hints or MIC, which a first token has no use for, and what a later version may add. */
	private static void skip(DerReader fields) throws DerException {
		for (int number = TOKEN + 1; number <= LAST; number++) {
			fields.optional(number);
		}
		fields.end();
	}
}
