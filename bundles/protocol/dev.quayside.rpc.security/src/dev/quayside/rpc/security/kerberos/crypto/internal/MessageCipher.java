package dev.quayside.rpc.security.kerberos.crypto.internal;

/** Encrypts and authenticates with a key for one usage ([RFC 3961] 3). One thread at a time. */
public sealed interface MessageCipher permits AesCipher, Rc4Cipher {

	byte[] encrypt(byte[] plaintext);

	/**
	 * @throws IntegrityException
	 *             if the bytes were changed, or encrypted with another key or for another usage
	 */
	byte[] decrypt(byte[] ciphertext) throws IntegrityException;
}
