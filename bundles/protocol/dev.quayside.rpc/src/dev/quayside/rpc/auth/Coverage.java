package dev.quayside.rpc.auth;

/**
 * What of a message a signature covers. All offsets are into {@code bytes}; the sealed part lies within the signed one.
 *
 * @param bytes
 *            the whole fragment; sealing works in place
 * @param signedFrom
 *            first byte under the signature
 * @param signedTo
 *            behind the last byte under the signature
 * @param sealedFrom
 *            first encrypted byte
 * @param sealedTo
 *            behind the last encrypted byte; the same as {@code sealedFrom} where nothing is encrypted
 * @param sealed
 *            whether the message is sealed, also if there is nothing in it to encrypt
 * @param signatureAt
 *            where the signature begins
 * @param signatureLength
 *            of the signature in bytes
 */
public record Coverage(byte[] bytes, int signedFrom, int signedTo, int sealedFrom, int sealedTo, boolean sealed,
		int signatureAt, int signatureLength) {}
