package dev.quayside.rpc.security.kerberos.message;

/** Bytes that are not the Kerberos message that they should be. */
public final class DerException extends Exception {

	private static final long serialVersionUID = 1L;

	DerException(String message) {
		super(message);
	}
}
