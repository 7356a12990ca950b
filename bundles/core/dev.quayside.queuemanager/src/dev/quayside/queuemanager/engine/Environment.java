package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.MessageStore;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the queues of a queue manager share. */
final class Environment {

	private final MessageStore store;
	private final ScheduledExecutorService timers;
	private final Executor executor;
	private final Clock clock;
	private final Duration pendingTimeout;
	private final Allowance allowance = new Allowance();
	private final AtomicInteger lastCursor = new AtomicInteger();
	private final AtomicLong lastOpen = new AtomicLong();
	private final Departures departures = new Departures(this);
	private final Transactions transactions = new Transactions(this);
	private volatile Courier courier = Courier.NONE;
	private volatile AccessControl access = AccessControl.OPEN;
	private Catalog catalog;
	private Keepers keepers;
	private MachineQuota quota;

	/**
	 * @param executor
	 *            runs what must not hold up the store
	 * @param pendingTimeout
	 *            after which a receive that was not ended gives its message back
	 */
	Environment(MessageStore store, ScheduledExecutorService timers, Executor executor, Clock clock,
			Duration pendingTimeout) {
		this.store = store;
		this.timers = timers;
		this.executor = executor;
		this.clock = clock;
		this.pendingTimeout = pendingTimeout;
	}

	void use(Catalog queues, MachineQuota machine) {
		catalog = queues;
		keepers = new Keepers(queues, this);
		quota = machine;
	}

	void use(Courier other) {
		courier = other;
	}

	void use(AccessControl other) {
		access = other;
	}

	MessageStore store() {
		return store;
	}

	ScheduledExecutorService timers() {
		return timers;
	}

	Executor executor() {
		return executor;
	}

	Clock clock() {
		return clock;
	}

	Duration pendingTimeout() {
		return pendingTimeout;
	}

	Allowance allowance() {
		return allowance;
	}

	/** Handles of cursors are unique in the queue manager ([MS-MQDMPR] 3.2.1.2), and none is 0. */
	long nextCursor() {
		long handle = 0;
		while (handle == 0) {
			handle = Integer.toUnsignedLong(lastCursor.incrementAndGet());
		}
		return handle;
	}

	long nextOpen() {
		return lastOpen.incrementAndGet();
	}

	Departures departures() {
		return departures;
	}

	Transactions transactions() {
		return transactions;
	}

	Courier courier() {
		return courier;
	}

	AccessControl access() {
		return access;
	}

	Catalog catalog() {
		return catalog;
	}

	Keepers keepers() {
		return keepers;
	}

	MachineQuota quota() {
		return quota;
	}

	/** Seconds since 1970. */
	long now() {
		return clock.instant().getEpochSecond();
	}
}
