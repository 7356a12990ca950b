package dev.quayside.rpc.security.kerberos.crypto.internal;

import java.util.Arrays;
import java.util.Optional;

/** Encryption types of Kerberos that are understood here ([RFC 3961] 8, [RFC 3962] 7, [RFC 8009] 8, [RFC 4757]). */
public enum EncryptionType {

	AES128_SHA1(17, "aes128-cts-hmac-sha1-96", 16, "HmacSHA1", 16, 12),
	AES256_SHA1(18, "aes256-cts-hmac-sha1-96", 32, "HmacSHA1", 32, 12),
	AES128_SHA256(19, "aes128-cts-hmac-sha256-128", 16, "HmacSHA256", 16, 16),
	AES256_SHA384(20, "aes256-cts-hmac-sha384-192", 32, "HmacSHA384", 24, 24),
	/** Weak; Windows still offers it. */
	RC4(23, "arcfour-hmac", 16, "HmacMD5", 16, 16);

	private final int value;
	private final String wireName;
	private final int keySize;
	private final String mac;
	private final int macKeySize;
	private final int macSize;

	EncryptionType(int value, String wireName, int keySize, String mac, int macKeySize, int macSize) {
		this.value = value;
		this.wireName = wireName;
		this.keySize = keySize;
		this.mac = mac;
		this.macKeySize = macKeySize;
		this.macSize = macSize;
	}

	/** The number on the wire. */
	public int value() {
		return value;
	}

	/** Bytes of a key. */
	public int keySize() {
		return keySize;
	}

	/** Bytes of a checksum, and of the one at the end of what is encrypted. */
	public int macSize() {
		return macSize;
	}

	/** Algorithm of the keyed hash, as Java names it. */
	String mac() {
		return mac;
	}

	/** Bytes of the keys derived for checksums. */
	int macKeySize() {
		return macKeySize;
	}

	/** Whether [RFC 8009] rules: the checksum covers the encrypted bytes, and keys derive by SHA-2. */
	boolean encryptsThenSigns() {
		return this == AES128_SHA256 || this == AES256_SHA384;
	}

	/** Empty for a type that is not understood. */
	public static Optional<EncryptionType> ofWire(int value) {
		return Arrays.stream(values()).filter(type -> type.value == value).findFirst();
	}

	@Override
	public String toString() {
		return wireName + " (" + value + ')';
	}
}
