package dev.quayside.rpc;

import java.util.Objects;

/** Authentication failed, or a message does not carry the protection that was agreed on. */
public final class RpcSecurityException extends RpcException {

	private static final long serialVersionUID = 1L;

	/** What a program, or the advice to a person, depends on. */
	public enum Reason {
		/** The password, key or account name is wrong. */
		LOGON_FAILURE,
		/** The account exists, but may not log on: disabled, expired, locked. */
		ACCOUNT_RESTRICTED,
		/** The service or user has no principal in that realm. */
		UNKNOWN_PRINCIPAL,
		/** The realm or its key distribution center is not known or not reachable. */
		NO_REALM,
		/** The clocks of both sides differ too much. */
		CLOCK_SKEW,
		/** There is no ticket, keytab or cache that could be used. */
		NO_CREDENTIALS,
		/** The peer does not take the provider, the level or the kind of encryption. */
		UNSUPPORTED,
		/** The server refused the authentication and does not say why. */
		REFUSED,
		/** The bytes of a token are not what they should be. */
		BAD_TOKEN,
		/** A message was changed, replayed or left out on its way. */
		TAMPERED
	}

	private final Reason reason;

	public RpcSecurityException(Reason reason, String message) {
		this(reason, message, null);
	}

	public RpcSecurityException(Reason reason, String message, Throwable cause) {
		super(message, cause);
		this.reason = Objects.requireNonNull(reason);
	}

	public Reason reason() {
		return reason;
	}
}
