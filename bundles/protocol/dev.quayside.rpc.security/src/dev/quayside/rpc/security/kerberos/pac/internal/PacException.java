package dev.quayside.rpc.security.kerberos.pac.internal;

/** A privilege attribute certificate is not well-formed, not signed as it should be, or of somebody else. */
public final class PacException extends Exception {

	private static final long serialVersionUID = 1L;

	PacException(String message) {
		super(message);
	}

	PacException(String message, Throwable cause) {
		super(message, cause);
	}
}
