package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.MessageStore;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the queues of a queue manager share.
 *
 * @param pendingTimeout
 *            after which a receive that was not ended gives its message back
 * @param lastCursor
 *            handles of cursors are unique in the queue manager ([MS-MQDMPR] 3.2.1.2)
 */
record Environment(MessageStore store, ScheduledExecutorService timers, Executor executor, Clock clock,
		Duration pendingTimeout, Allowance allowance, AtomicInteger lastCursor) {

	Environment(MessageStore store, ScheduledExecutorService timers, Executor executor, Clock clock,
			Duration pendingTimeout) {
		this(store, timers, executor, clock, pendingTimeout, new Allowance(), new AtomicInteger());
	}

	/** Seconds since 1970. */
	long now() {
		return clock.instant().getEpochSecond();
	}
}
