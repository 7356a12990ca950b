package dev.quayside.rpc.security.kerberos.crypto.internal;

import java.util.Arrays;

import javax.crypto.Mac;

/** The checksum of an AES key for one usage ([RFC 3962] 6, [RFC 8009] 6). One thread at a time. */
public final class AesChecksum {

	private final Mac mac;
	private final int size;

	public AesChecksum(EncryptionKey key, int usage) {
		mac = Algorithms.mac(key.type().mac(), KeyDerivation.derive(key, usage, KeyDerivation.CHECKSUM));
		size = key.type().macSize();
	}

	/** Of a part of an array, followed by some more bytes. */
	public byte[] sum(byte[] bytes, int from, int to, byte[] tail) {
		mac.update(bytes, from, to - from);
		mac.update(tail);
		return Arrays.copyOf(mac.doFinal(), size);
	}
}
