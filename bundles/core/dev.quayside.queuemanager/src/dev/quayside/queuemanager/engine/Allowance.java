package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What all clients together may keep open, so that none can fill the memory. Safe for use by several threads. */
final class Allowance {

	/** What is counted. */
	enum Kind {
		/** Open queues. */
		OPEN(10_000),
		CURSOR(50_000),
		/** Reads that wait for a message. */
		WAITING(50_000),
		/** Receives that were not ended. */
		RECEIVE(100_000),
		/** Units of work that are not decided. */
		UNIT_OF_WORK(10_000);

		private final int limit;

		Kind(int limit) {
			this.limit = limit;
		}
	}

	private final Map<Kind, AtomicInteger> used = new EnumMap<>(Kind.class);

	Allowance() {
		for (Kind kind : Kind.values()) {
			used.put(kind, new AtomicInteger());
		}
	}

	/**
	 * @throws MqException
	 *             MQ_ERROR_INSUFFICIENT_RESOURCES at the limit
	 */
	void take(Kind kind) throws MqException {
		if (used.get(kind).incrementAndGet() > kind.limit) {
			give(kind, 1);
			throw exhausted("The queue manager keeps " + kind.limit + " of kind " + kind + " open already");
		}
	}

	void give(Kind kind, int count) {
		used.get(kind).addAndGet(-count);
	}

	/** How many are open. */
	int used(Kind kind) {
		return used.get(kind).get();
	}

	static MqException exhausted(String why) {
		return new MqException(MqStatus.INSUFFICIENT_RESOURCES, why);
	}
}
