package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.transfer.OutgoingSequence;

/**
 * The ids of the first sequences of outgoing queues. No two queues have the same, so that no OrderAck means two of them; and
 * each is greater than all before, also those of earlier runs and when the clock was set back ([MS-MQQB] 3.1.1.3.1). That
 * of the time is in its upper half where it can be; behind each there is room for 65,535 sequences. Compared without sign.
 */
final class SequenceIds {

	private static final long ROOM = 0xFFFF;

	private long last;

	/** One that was in use. */
	synchronized void used(long id) {
		last = Long.compareUnsigned(id, last) > 0 ? id : last;
	}

	/** No id that was given, or was in use, is greater. */
	synchronized long last() {
		return last;
	}

	/**
	 * @param seconds
	 *            the time, since 1970
	 */
	synchronized long next(long seconds) {
		long ofTime = OutgoingSequence.firstId(seconds);
		last = Long.compareUnsigned(ofTime, last) > 0 ? ofTime : (last | ROOM) + 2;
		return last;
	}
}
