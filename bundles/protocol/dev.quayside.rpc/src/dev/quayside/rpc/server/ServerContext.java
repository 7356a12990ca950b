package dev.quayside.rpc.server;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.FragmentProtection;

import java.util.Optional;

/** One security context of a connection, from its first token on ([MS-RPCE] 3.3.1.5.2.1). */
final class ServerContext {

	/** What a request without authentication is made in. */
	static final ServerContext NONE = new ServerContext();

	/** More than any provider needs. */
	private static final int MAX_LEGS = 8;

	private final AuthVerifier bound;
	private SecurityExchange exchange;
	private final long since = System.nanoTime();
	private int legs;
	private boolean failed;
	private FragmentProtection protection;
	private Caller caller;

	/**
	 * @param first
	 *            the verifier with the first token, which is still to be taken; it is not kept, for it may be long
	 */
	ServerContext(AuthVerifier first, SecurityExchange exchange) {
		this.bound = new AuthVerifier(first.type(), first.level(), 0, first.contextId(), new byte[0]);
		this.exchange = exchange;
	}

	private ServerContext() {
		this(new AuthVerifier(0, AuthenticationLevel.NONE.value(), 0, 0, new byte[0]), null);
		this.protection = FragmentProtection.NONE;
		this.caller = Caller.UNAUTHENTICATED;
	}

	/** When the first token came, in the time of {@link System#nanoTime}. */
	long since() {
		return since;
	}

	boolean isEstablished() {
		return protection != null;
	}

	/** Whether further tokens are to come. */
	boolean isPending() {
		return protection == null && !failed;
	}

	/** How requests and responses in this context are protected, once it is established. */
	FragmentProtection protection() {
		return protection;
	}

	Caller caller() {
		return caller;
	}

	/** Whether a verifier speaks of the same provider and level. */
	boolean matches(AuthVerifier verifier) {
		return verifier.type() == bound.type() && verifier.level() == bound.level();
	}

	/**
	 * Takes the next token.
	 *
	 * @param headerSigning
	 *            whether the connection agreed on it
	 * @return the token for the client, which may be empty
	 * @throws RpcSecurityException
	 *             if the provider refuses it; the context has failed then
	 */
	byte[] take(byte[] token, boolean headerSigning) throws RpcSecurityException {
		try {
			legs++;
			byte[] answer = exchange.next(token);
			if (exchange.isEstablished()) {
				establish(headerSigning);
			} else if (legs >= MAX_LEGS || answer.length == 0) {
				throw new RpcSecurityException(RpcSecurityException.Reason.BAD_TOKEN,
						"The authentication comes to no end");
			}
			return answer;
		} catch (RpcSecurityException e) {
			fail();
			throw e;
		}
	}

	private void establish(boolean headerSigning) {
		protection = FragmentProtection.of(bound, exchange.context(), headerSigning);
		AuthenticationLevel level = protection.level();
		caller = new Caller(Optional.of(exchange.context().mechanism()), level, exchange.context().peer(),
				exchange.context().sids());
		exchange = null;
	}

	/** No call can be made in it any more. */
	void fail() {
		failed = true;
		protection = null;
		exchange = null;
	}
}
