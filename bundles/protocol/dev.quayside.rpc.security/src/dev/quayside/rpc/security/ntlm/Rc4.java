package dev.quayside.rpc.security.ntlm;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** A key stream that goes on from message to message. The platform's is more than twice as fast as BouncyCastle's. */
final class Rc4 {

	private static final String NAME = "ARCFOUR";

	private final SecretKeySpec key;
	private final Cipher cipher;

	Rc4(byte[] key) {
		this.key = new SecretKeySpec(key, NAME);
		try {
			this.cipher = Cipher.getInstance(NAME);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("This Java platform has no " + NAME + ", which NTLM needs", e);
		}
		rewind();
	}

	/** Encrypts or decrypts in place. */
	void apply(byte[] bytes, int offset, int length) {
		try {
			cipher.update(bytes, offset, length, bytes, offset);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("The output of a stream cipher is as long as its input", e);
		}
	}

	/** The key stream from its start again. */
	void rewind() {
		try {
			cipher.init(Cipher.ENCRYPT_MODE, key);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("Every key of 16 bytes will do", e);
		}
	}
}
