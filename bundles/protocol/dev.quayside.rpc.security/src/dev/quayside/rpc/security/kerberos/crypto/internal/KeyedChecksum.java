package dev.quayside.rpc.security.kerberos.crypto.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The checksum that goes with a key, for one usage ([RFC 3962] 7, [RFC 8009] 8, [RFC 4757] 4). One thread at a time. */
public final class KeyedChecksum {

	/** {@code KERB_CHECKSUM_HMAC_MD5}. */
	private static final int HMAC_MD5 = -138;
	private static final byte[] SIGNATURE_KEY = "signaturekey\0".getBytes(StandardCharsets.US_ASCII);

	private final EncryptionKey key;
	private final int usage;

	public KeyedChecksum(EncryptionKey key, int usage) {
		this.key = key;
		this.usage = usage;
	}

	/** The number of the checksum on the wire. */
	public int type() {
		return type(key.type());
	}

	private static int type(EncryptionType type) {
		return switch (type) {
			case AES128_SHA1 -> 15;
			case AES256_SHA1 -> 16;
			case AES128_SHA256 -> 19;
			case AES256_SHA384 -> 20;
			case RC4 -> HMAC_MD5;
		};
	}

	public int size() {
		return key.type().macSize();
	}

	/**
	 * Bytes of a checksum, by its number on the wire.
	 *
	 * @param room
	 *            that there is, and the answer for a number that is not known
	 */
	public static int size(int number, int room) {
		for (EncryptionType type : EncryptionType.values()) {
			if (type(type) == number) {
				return Math.min(room, type.macSize());
			}
		}
		return room;
	}

	public byte[] sum(byte[] bytes) {
		if (key.type() != EncryptionType.RC4) {
			return new AesChecksum(key, usage).sum(bytes, 0, bytes.length, new byte[0]);
		}
		byte[] signing = Algorithms.mac(key.type().mac(), key.bytes()).doFinal(SIGNATURE_KEY);
		MessageDigest digest = Algorithms.md5();
		digest.update(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(usage).array());
		return Algorithms.mac(key.type().mac(), signing).doFinal(digest.digest(bytes));
	}
}
