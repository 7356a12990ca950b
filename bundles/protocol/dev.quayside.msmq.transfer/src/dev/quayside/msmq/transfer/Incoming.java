package dev.quayside.msmq.transfer;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/** What was received and which of it may be acknowledged ([MS-MQQB] 3.1.5.8). Guarded by its owner. */
final class Incoming {

	private static final int BITS = 32;

	/** A message whose sink may still have it. */
	static final class Arrival {

		private final int recoverableNumber;
		private boolean done;

		private Arrival(int recoverableNumber) {
			this.recoverableNumber = recoverableNumber;
		}

		private boolean isExpress() {
			return recoverableNumber < 0;
		}

	}

	/** Those that no acknowledgement has counted. */
	private final Deque<Arrival> uncounted = new ArrayDeque<>();
	/** Recoverable ones that are on disk, bit 0 being the one behind {@link #lastRecoverable}. */
	private final BitSet persisted = new BitSet();
	private int received;
	private int recoverableReceived;
	private int counted;
	private int lastRecoverable;
	private int pending;
	/** How many of the uncounted ones are express messages. */
	private int express;

	int received() {
		return received;
	}

	int recoverableReceived() {
		return recoverableReceived;
	}

	/** Messages that the peer must not exceed: those whose sink has not completed, and those not acknowledged. */
	int load() {
		int unpersisted = recoverableReceived - lastRecoverable & 0xFFFF;
		return Math.max(pending, Math.max(uncounted.size(), unpersisted));
	}

	boolean hasPending() {
		return pending > 0;
	}

	Arrival add(boolean recoverable) {
		received = received + 1 & 0xFFFF;
		pending++;
		if (recoverable) {
			recoverableReceived = recoverableReceived + 1 & 0xFFFF;
		} else {
			express++;
		}
		Arrival arrival = new Arrival(recoverable ? recoverableReceived : -1);
		uncounted.add(arrival);
		return arrival;
	}

	/** The sink has completed a message. */
	void done(Arrival arrival) {
		pending--;
		arrival.done = true;
		if (!arrival.isExpress()) {
			persisted.set((arrival.recoverableNumber - lastRecoverable & 0xFFFF) - 1);
		}
	}

	/** Whether an express message, or so many recoverable ones, can be acknowledged, or the last of them. */
	boolean isDue(int recoverable) {
		int run = run();
		if (run >= Math.min(recoverable, BITS) || run > 0 && pending == 0) {
			return true;
		}
		if (express == 0) {
			return false;
		}
		for (Arrival arrival : uncounted) {
			if (!arrival.done) {
				return false;
			}
			if (arrival.isExpress()) {
				return true;
			}
		}
		return false;
	}

	/** Whether the peer was not told of all that came. */
	boolean hasNews() {
		return !uncounted.isEmpty() || persisted.get(0);
	}

	/** Whether recoverable messages can be acknowledged. */
	boolean hasPersisted() {
		return persisted.get(0);
	}

	private int run() {
		return persisted.nextClearBit(0);
	}

	/**
	 * The number for AckSequenceNumber; what it covers is acknowledged then. To be called behind {@link #takeBits}.
	 *
	 * @param all
	 *            also recoverable messages that are not on disk. A peer that looks at this number alone would take them for
	 *            safe
	 */
	int takeCount(boolean all) {
		while (!uncounted.isEmpty() && (isTaken(uncounted.peek()) || all && !uncounted.peek().isExpress())) {
			express -= uncounted.poll().isExpress() ? 1 : 0;
			counted = counted + 1 & 0xFFFF;
		}
		return counted;
	}

	private boolean isTaken(Arrival arrival) {
		return arrival.isExpress()
				? arrival.done
				: (short) (arrival.recoverableNumber - lastRecoverable) <= 0;
	}

	/** The recoverable number of bit 0, or 0 if none can be acknowledged. */
	int base() {
		return persisted.get(0) ? lastRecoverable + 1 & 0xFFFF : 0;
	}

	/**
	 * Takes what one header can acknowledge: an unbroken run from {@link #base}, for a peer takes all numbers up to the base
	 * as acknowledged ([MS-MQQB] 3.1.5.5.3).
	 */
	int takeBits() {
		int run = Math.min(BITS, run());
		BitSet rest = persisted.get(run, Math.max(run, persisted.length()));
		persisted.clear();
		persisted.or(rest);
		lastRecoverable = lastRecoverable + run & 0xFFFF;
		return run == BITS ? -1 : (1 << run) - 1;
	}
}
