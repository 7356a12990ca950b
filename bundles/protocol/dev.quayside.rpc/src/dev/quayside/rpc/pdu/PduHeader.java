package dev.quayside.rpc.pdu;

import java.nio.ByteOrder;

/**
 * The 16 bytes in front of each protocol data unit ([C706] 12.6.3.1).
 *
 * @param order
 *            of every integer of the PDU
 * @param length
 *            bytes of this fragment with its header
 * @param authLength
 *            bytes of the authentication token at its end, 0 for none
 * @param callId
 *            unsigned 32 bit
 */
public record PduHeader(PduType type, int flags, ByteOrder order, int length, int authLength, int callId) {

	public static final int SIZE = 16;

	public static final int FIRST_FRAGMENT = 0x01;
	public static final int LAST_FRAGMENT = 0x02;
	/** In bind, bind_ack, alter_context and auth3; elsewhere the bit means a pending cancel ([MS-RPCE] 2.2.2.3). */
	public static final int SUPPORT_HEADER_SIGN = 0x04;
	public static final int CONCURRENT_MULTIPLEXING = 0x10;
	/** In a fault: the call has surely not been executed. */
	public static final int DID_NOT_EXECUTE = 0x20;
	/** Nobody waits for the answer ([MS-RPCE] 2.2.2.2). */
	public static final int MAYBE = 0x40;
	public static final int OBJECT_UUID = 0x80;
	public static final int WHOLE = FIRST_FRAGMENT | LAST_FRAGMENT;

	public boolean has(int flag) {
		return (flags & flag) != 0;
	}
}
