package dev.quayside.rpc.security.ntlm;

import java.security.MessageDigest;
import java.util.Arrays;

/** HMAC-MD5 with one key for many messages: what the key adds to each is digested once, and copied ([RFC2104] 4). */
final class MessageChecksum {

	private static final int BLOCK = 64;
	private static final byte INNER = 0x36;
	private static final byte OUTER = 0x5C;

	private final MessageDigest inner;
	private final MessageDigest outer;

	/**
	 * @param key
	 *            of 64 bytes at most
	 */
	MessageChecksum(byte[] key) {
		inner = begun(key, INNER);
		outer = begun(key, OUTER);
	}

	/** The checksum of a number, little-endian, and so many bytes. */
	byte[] of(int number, byte[] bytes, int length) {
		MessageDigest message = copy(inner);
		message.update((byte) number);
		message.update((byte) (number >>> 8));
		message.update((byte) (number >>> 16));
		message.update((byte) (number >>> 24));
		message.update(bytes, 0, length);
		return copy(outer).digest(message.digest());
	}

	private static MessageDigest begun(byte[] key, byte pad) {
		byte[] block = Arrays.copyOf(key, BLOCK);
		for (int i = 0; i < BLOCK; i++) {
			block[i] ^= pad;
		}
		MessageDigest digest = NtlmCrypto.md5();
		digest.update(block);
		return digest;
	}

	private static MessageDigest copy(MessageDigest digest) {
		try {
			return (MessageDigest) digest.clone();
		} catch (CloneNotSupportedException e) {
			throw new IllegalStateException("The MD5 of every Java platform can be copied", e);
		}
	}
}
