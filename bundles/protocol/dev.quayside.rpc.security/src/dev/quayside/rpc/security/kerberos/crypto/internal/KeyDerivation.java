package dev.quayside.rpc.security.kerberos.crypto.internal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.Mac;

/** Derives the keys for each usage from a base key. */
public final class KeyDerivation {

	/** Last byte of the constant for checksums ([RFC 3961] 5.3). */
	static final int CHECKSUM = 0x99;
	/** For encryption. */
	static final int ENCRYPTION = 0xAA;
	/** For the checksum in what is encrypted. */
	static final int INTEGRITY = 0x55;

	private KeyDerivation() {}

	/** The key of a base key for a usage and one of the three purposes. */
	static byte[] derive(EncryptionKey key, int usage, int purpose) {
		byte[] constant = ByteBuffer.allocate(5).putInt(usage).put((byte) purpose).array();
		EncryptionType type = key.type();
		if (!type.encryptsThenSigns()) {
			return derive(key.bytes(), constant);
		}
		return kdf(type.mac(), key.bytes(), constant, purpose == ENCRYPTION ? type.keySize() : type.macKeySize());
	}

	/** {@code DK} for AES ([RFC 3961] 5.1, [RFC 3962] 4): as many bytes as the base key has. */
	static byte[] derive(byte[] key, byte[] constant) {
		Cipher aes = Algorithms.aes("CBC", Cipher.ENCRYPT_MODE, key);
		byte[] derived = new byte[key.length];
		byte[] block = fold(constant, Algorithms.BLOCK);
		try {
			for (int at = 0; at < derived.length; at += block.length) {
				block = aes.doFinal(block);
				System.arraycopy(block, 0, derived, at, block.length);
			}
		} catch (GeneralSecurityException e) {
			throw Algorithms.missing("AES", e);
		}
		return derived;
	}

	/** {@code KDF-HMAC-SHA2} ([RFC 8009] 3) for at most as many bytes as the hash has. */
	static byte[] kdf(String algorithm, byte[] key, byte[] label, int size) {
		Mac mac = Algorithms.mac(algorithm, key);
		mac.update(new byte[]{ 0, 0, 0, 1 });
		mac.update(label);
		mac.update((byte) 0);
		mac.update(ByteBuffer.allocate(4).putInt(size * 8).array());
		return Arrays.copyOf(mac.doFinal(), size);
	}

	/** {@code n-fold} ([RFC 3961] 5.1). */
	static byte[] fold(byte[] input, int size) {
		int bits = input.length * 8;
		int common = lcm(input.length, size);
		byte[] sum = new byte[size];
		int carry = 0;
		for (int i = common - 1; i >= 0; i--) {
			// the bit that stands first in byte i when copy after copy is rotated by 13 bits more
			int msbit = (bits - 1 + (bits + 13) * (i / input.length) + (input.length - i % input.length) * 8) % bits;
			int high = input[(input.length - 1 - (msbit >>> 3) + input.length) % input.length] & 0xFF;
			int low = input[(input.length - (msbit >>> 3)) % input.length] & 0xFF;
			carry += (high << 8 | low) >>> (msbit & 7) + 1 & 0xFF;
			carry += sum[i % size] & 0xFF;
			sum[i % size] = (byte) carry;
			carry >>>= 8;
		}
		for (int i = size - 1; carry != 0; i = (i + size - 1) % size) {
			carry += sum[i] & 0xFF;
			sum[i] = (byte) carry;
			carry >>>= 8;
		}
		return sum;
	}

	private static int lcm(int a, int b) {
		int x = a;
		int y = b;
		while (y != 0) {
			int rest = x % y;
			x = y;
			y = rest;
		}
		return a / x * b;
	}
}
