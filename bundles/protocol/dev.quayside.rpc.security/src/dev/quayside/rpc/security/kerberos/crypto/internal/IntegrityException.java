package dev.quayside.rpc.security.kerberos.crypto.internal;

/** What was decrypted or signed does not fit its checksum. */
public final class IntegrityException extends Exception {

	private static final long serialVersionUID = 1L;

	public IntegrityException(String message) {
		super(message);
	}
}
