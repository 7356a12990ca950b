package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.transfer.OutgoingSequence;

/**
 * The ids of the first sequences of outgoing queues. No two queues have the same, so that no OrderAck means two of them; and
 * a later one is greater, by the time in its upper half. Queues of the same second differ in the upper bits of the ordinal:
 * each has room for 65,535 sequences.
 */
final class SequenceIds {

	private static final int ROOM = 16;
	private static final int MAX = 0xFFFF;

	private long second;
	private int given;

	/**
	 * @param seconds
	 *            the time, since 1970
	 */
	synchronized long next(long seconds) {
		if (seconds > second || given > MAX) {
			second = Math.max(seconds, second + (given > MAX ? 1 : 0));
			given = 0;
		}
		long id = OutgoingSequence.firstId(second) + ((long) given << ROOM);
		given++;
		return id;
	}
}
