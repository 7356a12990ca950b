package dev.quayside.msmq.transfer;

import java.util.BitSet;

/** What was received and which of it may be acknowledged ([MS-MQQB] 3.1.5.8). Guarded by its owner. */
final class Incoming {

	private static final int BITS = 32;

	private final BitSet persisted = new BitSet();
	private int received;
	private int recoverableReceived;
	private int unacknowledged;
	private int pending;
	/** Recoverable number of the last one that an acknowledgement covered. */
	private int lastAcknowledged;

	int received() {
		return received;
	}

	int recoverableReceived() {
		return recoverableReceived;
	}

	/** Messages whose sink has not completed. */
	int pending() {
		return pending;
	}

	/** Messages that may be acknowledged and are not yet. */
	int unacknowledged() {
		return unacknowledged;
	}

	/** Counts a message; the result is its recoverable number, or -1. */
	int add(boolean recoverable) {
		received = received + 1 & 0xFFFF;
		pending++;
		if (!recoverable) {
			return -1;
		}
		recoverableReceived = recoverableReceived + 1 & 0xFFFF;
		return recoverableReceived;
	}

	/** The sink has completed a message. */
	void done(int recoverableNumber) {
		pending--;
		unacknowledged++;
		if (recoverableNumber >= 0) {
			persisted.set((recoverableNumber - lastAcknowledged & 0xFFFF) - 1);
		}
	}

	/** Whether more recoverable messages could be acknowledged than one header holds. */
	boolean isFull() {
		return persisted.get(BITS - 1);
	}

	/** The recoverable number of bit 0, or 0 if none can be acknowledged. */
	int base() {
		return persisted.get(0) ? lastAcknowledged + 1 & 0xFFFF : 0;
	}

	/** Takes what one header can acknowledge: an unbroken run from {@link #base}. */
	int takeBits() {
		int run = Math.min(BITS, persisted.nextClearBit(0));
		BitSet rest = persisted.get(run, Math.max(run, persisted.length()));
		persisted.clear();
		persisted.or(rest);
		lastAcknowledged = lastAcknowledged + run & 0xFFFF;
		unacknowledged = persisted.get(0) ? unacknowledged : 0;
		return run == BITS ? -1 : (1 << run) - 1;
	}

	/** Whether another header is needed at once. */
	boolean hasMore() {
		return persisted.get(0);
	}
}
