package dev.quayside.rpc.security.kerberos.crypto.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.Mac;

/** AES with ciphertext stealing and a keyed hash: over the plaintext ([RFC 3962]) or the ciphertext ([RFC 8009] 5). */
public final class AesCipher implements MessageCipher {

	/** Bytes of the confounder, the first ones that are encrypted. */
	public static final int CONFOUNDER = Algorithms.BLOCK;

	private final EncryptionType type;
	private final Cipher encryption;
	private final Cipher decryption;
	private final Cipher encryptionOfBlock;
	private final Cipher decryptionOfBlock;
	private final Mac mac;
	private final SecureRandom random;

	AesCipher(EncryptionKey key, int usage, SecureRandom random) {
		type = key.type();
		byte[] derived = KeyDerivation.derive(key, usage, KeyDerivation.ENCRYPTION);
		encryption = Algorithms.aes("CTS", Cipher.ENCRYPT_MODE, derived);
		decryption = Algorithms.aes("CTS", Cipher.DECRYPT_MODE, derived);
		encryptionOfBlock = Algorithms.aes("CBC", Cipher.ENCRYPT_MODE, derived);
		decryptionOfBlock = Algorithms.aes("CBC", Cipher.DECRYPT_MODE, derived);
		mac = Algorithms.mac(type.mac(), KeyDerivation.derive(key, usage, KeyDerivation.INTEGRITY));
		this.random = random;
	}

	@Override
	public byte[] encrypt(byte[] plaintext) {
		return seal(plaintext, Associated.NOTHING);
	}

	/**
	 * Encrypts and signs.
	 *
	 * @param plaintext
	 *            begins with the encrypted part of the associated message
	 * @return confounder and plaintext, encrypted, and the checksum
	 */
	public byte[] seal(byte[] plaintext, Associated associated) {
		byte[] message = new byte[CONFOUNDER + plaintext.length];
		byte[] confounder = new byte[CONFOUNDER];
		random.nextBytes(confounder);
		System.arraycopy(confounder, 0, message, 0, CONFOUNDER);
		System.arraycopy(plaintext, 0, message, CONFOUNDER, plaintext.length);
		byte[] sealed = Arrays.copyOf(run(message.length, encryption, encryptionOfBlock, message),
				message.length + type.macSize());
		byte[] sum = sum(type.encryptsThenSigns() ? sealed : message, message.length, associated);
		System.arraycopy(sum, 0, sealed, message.length, type.macSize());
		return sealed;
	}

	@Override
	public byte[] decrypt(byte[] ciphertext) throws IntegrityException {
		return open(ciphertext, Associated.NOTHING);
	}

	/** The counterpart of {@link #seal}. */
	public byte[] open(byte[] sealed, Associated associated) throws IntegrityException {
		int length = sealed.length - type.macSize();
		if (length < CONFOUNDER + associated.sealed()) {
			throw new IntegrityException("There are " + sealed.length + " encrypted bytes, less than must be there");
		}
		byte[] expected;
		byte[] message;
		if (type.encryptsThenSigns()) {
			expected = sum(sealed, length, associated);
			message = run(length, decryption, decryptionOfBlock, sealed);
		} else {
			message = run(length, decryption, decryptionOfBlock, sealed);
			expected = sum(message, length, associated);
		}
		if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(sealed, length, sealed.length))) {
			throw new IntegrityException("The checksum does not fit");
		}
		return Arrays.copyOfRange(message, CONFOUNDER, length);
	}

	private byte[] sum(byte[] message, int length, Associated around) {
		if (type.encryptsThenSigns()) {
			mac.update(new byte[Algorithms.BLOCK]);
		}
		mac.update(message, 0, CONFOUNDER);
		mac.update(around.bytes(), around.from(), around.sealedFrom() - around.from());
		mac.update(message, CONFOUNDER, around.sealed());
		mac.update(around.bytes(), around.sealedTo(), around.to() - around.sealedTo());
		mac.update(message, CONFOUNDER + around.sealed(), length - CONFOUNDER - around.sealed());
		return Arrays.copyOf(mac.doFinal(), type.macSize());
	}

	/** A single block has nothing to steal from. */
	private static byte[] run(int length, Cipher stealing, Cipher single, byte[] input) {
		try {
			return (length == Algorithms.BLOCK ? single : stealing).doFinal(input, 0, length);
		} catch (GeneralSecurityException e) {
			throw Algorithms.missing("AES", e);
		}
	}
}
