package dev.quayside.msmq.property;

/** What a queue manager tells about a queue ([MS-MQMQ] 2.3.12). */
public enum QueueProperty {

	PATH_NAME(1),
	FORMAT_NAME(2),
	TYPE(3),
	LOCATION(4),
	TRANSACTIONAL(5),
	FOREIGN(6),
	MESSAGE_COUNT(7),
	BYTES_IN_QUEUE(
			8),
	JOURNAL_MESSAGE_COUNT(9),
	BYTES_IN_JOURNAL(10),
	STATE(11),
	NEXT_HOPS(12),
	EOD_LAST_ACK(
			13),
	EOD_LAST_ACK_TIME(14),
	EOD_LAST_ACK_COUNT(15),
	EOD_FIRST_NON_ACK(16),
	EOD_LAST_NON_ACK(
			17),
	EOD_NEXT_SEQUENCE(18),
	EOD_NO_READ_COUNT(19),
	EOD_NO_ACK_COUNT(20),
	EOD_RESEND_TIME(
			21),
	EOD_RESEND_INTERVAL(22),
	EOD_RESEND_COUNT(23),
	EOD_SOURCE_INFO(
			24),
	CONNECTION_HISTORY(25),
	SUBQUEUE_COUNT(26),
	SUBQUEUE_NAMES(27);

	private final int id;

	QueueProperty(int id) {
		this.id = id;
	}

	public int id() {
		return id;
	}
}
