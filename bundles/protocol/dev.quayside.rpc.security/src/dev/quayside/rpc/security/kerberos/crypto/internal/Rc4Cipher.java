package dev.quayside.rpc.security.kerberos.crypto.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Mac;

/** RC4 with HMAC-MD5 ([RFC 4757] 4). */
final class Rc4Cipher implements MessageCipher {

	private static final int CONFOUNDER = 8;
	private static final int SUM = 16;

	private final byte[] key;
	private final SecureRandom random;

	Rc4Cipher(EncryptionKey base, int usage, SecureRandom random) {
		int value = usageOf(usage);
		key = mac(base.bytes()).doFinal(new byte[]{ (byte) value, (byte) (value >> 8), (byte) (value >> 16),
				(byte) (value >> 24) });
		this.random = random;
	}

	/** Where this type counts differently ([RFC 4757] 3). */
	private static int usageOf(int usage) {
		return usage == 3 || usage == 9 ? 8 : usage == 23 ? 13 : usage;
	}

	private static Mac mac(byte[] key) {
		return Algorithms.mac(EncryptionType.RC4.mac(), key);
	}

	@Override
	public byte[] encrypt(byte[] plaintext) {
		byte[] confounder = new byte[CONFOUNDER];
		random.nextBytes(confounder);
		byte[] message = Arrays.copyOf(confounder, CONFOUNDER + plaintext.length);
		System.arraycopy(plaintext, 0, message, CONFOUNDER, plaintext.length);
		byte[] sum = mac(key).doFinal(message);
		byte[] sealed = Arrays.copyOf(sum, SUM + message.length);
		System.arraycopy(stream(sum, message, 0), 0, sealed, SUM, message.length);
		return sealed;
	}

	@Override
	public byte[] decrypt(byte[] ciphertext) throws IntegrityException {
		if (ciphertext.length < SUM + CONFOUNDER) {
			throw new IntegrityException(
					"There are " + ciphertext.length + " encrypted bytes, less than must be there");
		}
		byte[] sum = Arrays.copyOf(ciphertext, SUM);
		byte[] message = stream(sum, ciphertext, SUM);
		if (!MessageDigest.isEqual(sum, mac(key).doFinal(message))) {
			throw new IntegrityException("The checksum does not fit");
		}
		return Arrays.copyOfRange(message, CONFOUNDER, message.length);
	}

	private byte[] stream(byte[] sum, byte[] input, int from) {
		try {
			return Algorithms.rc4(mac(key).doFinal(sum)).doFinal(input, from, input.length - from);
		} catch (GeneralSecurityException e) {
			throw Algorithms.missing("ARCFOUR", e);
		}
	}
}
