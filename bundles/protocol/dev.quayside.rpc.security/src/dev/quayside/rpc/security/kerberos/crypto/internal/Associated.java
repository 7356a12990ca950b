package dev.quayside.rpc.security.kerberos.crypto.internal;

/**
 * Bytes around the encrypted ones that the checksum covers as well ({@code GSS_WrapEx}, [MS-KILE] 3.4.5.4.1).
 *
 * @param bytes
 *            that hold both, the signed message in its order
 * @param from
 *            first byte of the signed message
 * @param sealedFrom
 *            first byte that is encrypted
 * @param sealedTo
 *            behind the last byte that is encrypted
 * @param to
 *            behind the signed message
 */
public record Associated(byte[] bytes, int from, int sealedFrom, int sealedTo, int to) {

	static final Associated NOTHING = new Associated(new byte[0], 0, 0, 0, 0);

	int sealed() {
		return sealedTo - sealedFrom;
	}
}
