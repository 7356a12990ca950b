package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;

import jcifs.spnego.NegTokenTarg;

import java.util.Optional;

/**
 * Every token after the first ([RFC 4178] 4.2.2).
 *
 * @param mechanism
 *            chosen by the server; empty where it says nothing
 * @param token
 *            of the mechanism; empty where there is none
 * @param mic
 *            of the list of mechanisms; empty where there is none
 */
record ResponseToken(Optional<State> state, Optional<Mechanism> mechanism, byte[] token, byte[] mic) {

	/** In the order of the wire. */
	enum State {
		COMPLETED,
		INCOMPLETE,
		REJECTED,
		REQUEST_MIC
	}

	/** Its number among the tokens of SPNEGO. */
	private static final int RESPONSE = 1;
	private static final int STATE = 0;
	private static final int MECHANISM = 1;
	private static final int TOKEN = 2;
	private static final int MIC = 3;

	byte[] encode() {
		return new NegTokenTarg(state.map(State::ordinal).orElse(NegTokenTarg.UNSPECIFIED_RESULT),
				mechanism.map(Mechanism::identifier).orElse(null), token.length == 0 ? null : token,
				mic.length == 0 ? null : mic).toByteArray();
	}

	static ResponseToken decode(byte[] bytes) throws RpcSecurityException {
		try {
			return read(new DerReader(bytes));
		} catch (DerException e) {
			throw new RpcSecurityException(Reason.BAD_TOKEN, "Not a SPNEGO token: " + e.getMessage(), e);
		}
	}

	private static ResponseToken read(DerReader in) throws DerException, RpcSecurityException {
		DerReader choice = in.field(RESPONSE);
		in.endOfToken();
		DerReader fields = choice.sequence();
		choice.end();
		Optional<State> state = state(fields.optional(STATE));
		Optional<Mechanism> mechanism = mechanism(fields.optional(MECHANISM));
		byte[] token = octets(fields.optional(TOKEN));
		byte[] mic = octets(fields.optional(MIC));
		fields.end();
		return new ResponseToken(state, mechanism, token, mic);
	}

	/** Empty without the field. */
	private static byte[] octets(Optional<DerReader> field) throws DerException {
		return field.isPresent() ? field.get().octets() : new byte[0];
	}

	private static Optional<State> state(Optional<DerReader> field) throws DerException {
		if (field.isEmpty()) {
			return Optional.empty();
		}
		byte[] value = field.get().only(DerReader.ENUMERATED);
		if (value.length != 1 || value[0] < 0 || value[0] >= State.values().length) {
			throw new DerException("a state that there is not");
		}
		return Optional.of(State.values()[value[0]]);
	}

	private static Optional<Mechanism> mechanism(Optional<DerReader> field)
			throws DerException, RpcSecurityException {
		if (field.isEmpty()) {
			return Optional.empty();
		}
		Optional<Mechanism> mechanism = Mechanism.ofContent(field.get().only(DerReader.OBJECT_IDENTIFIER));
		if (mechanism.isEmpty()) {
			throw new RpcSecurityException(Reason.UNSUPPORTED, "The server chose a mechanism that nobody offered");
		}
		return mechanism;
	}
}
