package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.MessageStore;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the queues of a queue manager share.
 *
 * @param pendingTimeout
 *            after which a receive that was not ended gives its message back
 */
record Environment(MessageStore store, ScheduledExecutorService timers, Executor executor, Clock clock,
		Duration pendingTimeout) {}
