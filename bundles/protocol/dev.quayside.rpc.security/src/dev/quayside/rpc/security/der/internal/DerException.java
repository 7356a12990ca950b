package dev.quayside.rpc.security.der.internal;

/** Bytes that are not the message that they should be. */
public final class DerException extends Exception {

	private static final long serialVersionUID = 1L;

	public DerException(String message) {
		super(message);
	}
}
