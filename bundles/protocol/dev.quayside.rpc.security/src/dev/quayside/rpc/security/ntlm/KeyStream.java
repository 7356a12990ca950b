package dev.quayside.rpc.security.ntlm;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** RC4, going on from message to message ([MS-NLMP] 3.1.5.1). The JDK's is twice as fast as that of BouncyCastle. */
final class KeyStream {

	private static final String RC4 = "ARCFOUR";

	private final Cipher cipher;
	private final SecretKey key;

	KeyStream(byte[] key) {
		this.key = new SecretKeySpec(key, RC4);
		try {
			cipher = Cipher.getInstance(RC4);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("This Java platform has no " + RC4 + ", without which there is no NTLM", e);
		}
		rewind();
	}

	/** Encrypts or decrypts in place. */
	void apply(byte[] bytes, int from, int to) {
		try {
			cipher.update(bytes, from, to - from, bytes, from);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("The output is as long as the input", e);
		}
	}

	/** Begins again. */
	void rewind() {
		try {
			cipher.init(Cipher.ENCRYPT_MODE, key);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("The key fits", e);
		}
	}
}
