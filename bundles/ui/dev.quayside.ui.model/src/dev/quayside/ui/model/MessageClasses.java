package dev.quayside.ui.model;

import java.util.HashMap;
import java.util.Map;

/** What kind of message it is, or why it is in a dead-letter queue ([MS-MQMQ] 2.2.18.1.6), as people read it. */
public final class MessageClasses {

	private static final Map<String, String> WORDS = new HashMap<>();

	static {
		WORDS.put("NORMAL", "normal");
		WORDS.put("REPORT", "report");
		WORDS.put("ACK_REACH_QUEUE", "has reached its queue");
		WORDS.put("ORDER_ACK", "order acknowledgement");
		WORDS.put("ACK_RECEIVE", "was received");
		WORDS.put("NACK_BAD_DST_Q", "no such queue");
		WORDS.put("NACK_PURGED", "deleted before it was sent");
		WORDS.put("NACK_REACH_QUEUE_TIMEOUT", "too late for its queue");
		WORDS.put("NACK_Q_EXCEED_QUOTA", "the queue was full");
		WORDS.put("NACK_ACCESS_DENIED", "access denied");
		WORDS.put("NACK_HOP_COUNT_EXCEEDED", "too many hops");
		WORDS.put("NACK_BAD_SIGNATURE", "bad signature");
		WORDS.put("NACK_BAD_ENCRYPTION", "bad encryption");
		WORDS.put("NACK_NOT_TRANSACTIONAL_Q", "queue not transactional");
		WORDS.put("NACK_NOT_TRANSACTIONAL_MSG", "message not transactional");
		WORDS.put("NACK_UNSUPPORTED_CRYPTO_PROVIDER", "encryption not supported");
		WORDS.put("NACK_Q_DELETED", "its queue was deleted");
		WORDS.put("NACK_Q_PURGED", "its queue was purged");
		WORDS.put("NACK_RECEIVE_TIMEOUT", "not received in time");
		WORDS.put("NACK_RECEIVE_REJECTED", "rejected by receiver");
	}

	private MessageClasses() {}

	/** In a few words; the name or number where there are none. */
	public static String words(String messageClass) {
		return WORDS.getOrDefault(messageClass, messageClass);
	}

	/** In words, with the name that the specifications use: "rejected by receiver (NACK_RECEIVE_REJECTED)". */
	public static String detail(String messageClass) {
		return WORDS.containsKey(messageClass) ? WORDS.get(messageClass) + " (" + messageClass + ")" : messageClass;
	}
}
