package dev.quayside.rpc.pdu;

/**
 * The sec_trailer with its token ([MS-RPCE] 2.2.2.11).
 *
 * @param type
 *            security provider
 * @param level
 *            protection level
 * @param padding
 *            bytes between the body and the trailer
 * @param contextId
 *            one of several security contexts of the connection
 */
public record AuthVerifier(int type, int level, int padding, int contextId, byte[] token) {

	public static final int TRAILER_SIZE = 8;
}
