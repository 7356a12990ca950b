package dev.quayside.rpc.security.kerberos.crypto.internal;

import java.security.SecureRandom;
import java.util.Arrays;

/** A key and what it is made for; never shown. */
public final class EncryptionKey {

	private final EncryptionType type;
	private final byte[] bytes;

	/**
	 * @throws IllegalArgumentException
	 *             if there are not as many bytes as the type demands
	 */
	public EncryptionKey(EncryptionType type, byte[] bytes) {
		if (bytes.length != type.keySize()) {
			throw new IllegalArgumentException("A key of " + type + " has " + type.keySize() + " bytes, not "
					+ bytes.length);
		}
		this.type = type;
		this.bytes = bytes.clone();
	}

	public static EncryptionKey random(EncryptionType type, SecureRandom random) {
		byte[] bytes = new byte[type.keySize()];
		random.nextBytes(bytes);
		return new EncryptionKey(type, bytes);
	}

	public EncryptionType type() {
		return type;
	}

	public byte[] bytes() {
		return bytes.clone();
	}

	/** Encrypts for one purpose ([RFC 4120] 7.5.1). */
	public MessageCipher cipher(int usage, SecureRandom random) {
		return type == EncryptionType.RC4
				? new Rc4Cipher(this, usage, random)
				: new AesCipher(this, usage, random);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof EncryptionKey key && type == key.type && Arrays.equals(bytes, key.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(bytes);
	}

	@Override
	public String toString() {
		return "key of " + type;
	}
}
