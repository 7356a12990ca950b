package dev.quayside.msmq.transfer;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Threads of sessions: one for all timers, and others that may block in the network. All are daemons. */
final class SessionThreads implements AutoCloseable {

	private final ScheduledThreadPoolExecutor timers;
	private final ExecutorService workers;
	private final LongSupplier clock;

	SessionThreads(String name) {
		this(name, System::nanoTime);
	}

	/**
	 * @param clock
	 *            in nanoseconds; the timers do not follow it
	 */
	SessionThreads(String name, LongSupplier clock) {
		this.clock = clock;
		this.timers = new ScheduledThreadPoolExecutor(1, daemons(name + "-timer"));
		timers.setRemoveOnCancelPolicy(true);
		timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.workers = Executors.newCachedThreadPool(daemons(name));
	}

	private static ThreadFactory daemons(String name) {
		return task -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

	/** In nanoseconds since some time, as {@link System#nanoTime}. */
	long now() {
		return clock.getAsLong();
	}

	/**
	 * Runs what may block.
	 *
	 * @throws RejectedExecutionException
	 *             after {@link #close}
	 */
	void execute(Runnable task) {
		workers.execute(task);
	}

	/** Runs what does not block, later; null after {@link #close}. */
	ScheduledFuture<?> after(Duration delay, Runnable task) {
		try {
			return timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		} catch (RejectedExecutionException e) {
			return null;
		}
	}

	/**
	 * Runs what does not block, again and again.
	 *
	 * @throws RejectedExecutionException
	 *             after {@link #close}
	 */
	ScheduledFuture<?> every(Duration period, Runnable task) {
		return timers.scheduleWithFixedDelay(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
	}

	/** Lets what runs come to its end, at most so long. */
	void await(Duration patience) {
		try {
			workers.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		timers.shutdownNow();
		workers.shutdown();
	}
}
