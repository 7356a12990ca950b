package dev.quayside.msmq.packet;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What kind of message: an application's, or an acknowledgement ([MS-MQMQ] 2.2.18.1.6). Unknown values survive.
 *
 * @param value
 *            unsigned 16 bit
 */
public record MessageClass(int value) {

	private static final Map<Integer, String> NAMES = new LinkedHashMap<>();

	public static final MessageClass NORMAL = named(0x0000, "NORMAL");
	public static final MessageClass REPORT = named(0x0001, "REPORT");
	public static final MessageClass ACK_REACH_QUEUE = named(0x0002, "ACK_REACH_QUEUE");
	public static final MessageClass ORDER_ACK = named(0x00FF, "ORDER_ACK");
	public static final MessageClass ACK_RECEIVE = named(0x4000, "ACK_RECEIVE");
	public static final MessageClass NACK_BAD_DST_Q = named(0x8000, "NACK_BAD_DST_Q");
	public static final MessageClass NACK_PURGED = named(0x8001, "NACK_PURGED");
	public static final MessageClass NACK_REACH_QUEUE_TIMEOUT = named(0x8002, "NACK_REACH_QUEUE_TIMEOUT");
	public static final MessageClass NACK_Q_EXCEED_QUOTA = named(0x8003, "NACK_Q_EXCEED_QUOTA");
	public static final MessageClass NACK_ACCESS_DENIED = named(0x8004, "NACK_ACCESS_DENIED");
	public static final MessageClass NACK_HOP_COUNT_EXCEEDED = named(0x8005, "NACK_HOP_COUNT_EXCEEDED");
	public static final MessageClass NACK_BAD_SIGNATURE = named(0x8006, "NACK_BAD_SIGNATURE");
	public static final MessageClass NACK_BAD_ENCRYPTION = named(0x8007, "NACK_BAD_ENCRYPTION");
	public static final MessageClass NACK_NOT_TRANSACTIONAL_Q = named(0x8009, "NACK_NOT_TRANSACTIONAL_Q");
	public static final MessageClass NACK_NOT_TRANSACTIONAL_MSG = named(0x800A, "NACK_NOT_TRANSACTIONAL_MSG");
	public static final MessageClass NACK_UNSUPPORTED_CRYPTO_PROVIDER = named(0x800B,
			"NACK_UNSUPPORTED_CRYPTO_PROVIDER");
	public static final MessageClass NACK_Q_DELETED = named(0xC000, "NACK_Q_DELETED");
	public static final MessageClass NACK_Q_PURGED = named(0xC001, "NACK_Q_PURGED");
	public static final MessageClass NACK_RECEIVE_TIMEOUT = named(0xC002, "NACK_RECEIVE_TIMEOUT");
	public static final MessageClass NACK_RECEIVE_REJECTED = named(0xC004, "NACK_RECEIVE_REJECTED");

	private static MessageClass named(int value, String name) {
		NAMES.put(value, name);
		return new MessageClass(value);
	}

	private static final int NEGATIVE = 0x8000;
	private static final int RECEIVE = 0x4000;

	/** Whether it says that a message was not taken, or left its queue otherwise than by being received. */
	public boolean isNegative() {
		return (value & NEGATIVE) != 0;
	}

	/** Whether it tells of a message that had been in its queue. */
	public boolean isOfReceive() {
		return (value & RECEIVE) != 0;
	}

	/** Whether it says what became of a message in the end. */
	public boolean isFinal() {
		return isNegative() || isOfReceive();
	}

	/** Whether a queue manager made the message to acknowledge another. */
	public boolean isAcknowledgement() {
		return isFinal() || equals(ACK_REACH_QUEUE) || equals(ORDER_ACK);
	}

	/** The name, or the number in hex. */
	@Override
	public String toString() {
		return NAMES.getOrDefault(value, String.format("0x%04X", value));
	}
}
