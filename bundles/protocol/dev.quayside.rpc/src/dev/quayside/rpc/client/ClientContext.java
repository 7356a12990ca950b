package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.FragmentProtection;

import java.util.Optional;

/** The exchange of tokens that establishes one security context of a connection ([MS-RPCE] 3.3.1.5.2.1). */
final class ClientContext {

	/** More than any provider needs. */
	private static final int MAX_LEGS = 8;

	private final RpcEndpoint endpoint;
	private final ClientSecurity security;
	private final SecurityExchange exchange;
	private final AuthenticationLevel level;
	private final int id;
	private int legs;

	ClientContext(RpcEndpoint endpoint, ClientSecurity security, int id) throws RpcSecurityException {
		this.endpoint = endpoint;
		this.security = security;
		this.id = id;
		this.level = security.level() == AuthenticationLevel.CALL ? AuthenticationLevel.PACKET : security.level();
		this.exchange = security.initiator().start(endpoint.host(), level);
	}

	/** {@code auth_context_id}. */
	int id() {
		return id;
	}

	AuthVerifier first() throws RpcSecurityException {
		return verifier(exchange.next(new byte[0]));
	}

	/**
	 * Takes the answer of the server.
	 *
	 * @return what to send next; empty if the context is established and nothing is left to say
	 * @throws RpcSecurityException
	 *             if the server is not to be trusted, or does not go on with what was agreed
	 */
	Optional<AuthVerifier> next(Optional<AuthVerifier> answer) throws RpcSecurityException {
		if (answer.isEmpty() && exchange.isEstablished()) {
			return Optional.empty();
		}
		AuthVerifier verifier = answer.orElseThrow(() -> new RpcSecurityException(Reason.UNSUPPORTED,
				endpoint + " goes on without the authentication that was begun"));
		if (verifier.type() != security.initiator().type().value() || verifier.level() != level.value()
				|| verifier.contextId() != id) {
			throw new RpcSecurityException(Reason.UNSUPPORTED, endpoint
					+ " answers with another security provider or protection level than it was asked for");
		}
		byte[] token = exchange.next(verifier.token());
		legs++;
		if (token.length == 0 && exchange.isEstablished()) {
			return Optional.empty();
		}
		if (token.length == 0 || legs >= MAX_LEGS) {
			throw new RpcSecurityException(Reason.BAD_TOKEN,
					"The authentication with " + endpoint + " comes to no end");
		}
		return Optional.of(verifier(token));
	}

	/** Whether the token that {@link #next} returned is the last one, and gets no answer. */
	boolean endsWithAuth3() {
		return exchange.isEstablished() && security.initiator().type().isOddLegged();
	}

	FragmentProtection protection(boolean headerSigning) {
		return FragmentProtection.of(verifier(new byte[0]), exchange.context(), headerSigning);
	}

	private AuthVerifier verifier(byte[] token) {
		return new AuthVerifier(security.initiator().type().value(), level.value(), 0, id, token);
	}
}
