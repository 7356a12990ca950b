package dev.quayside.queuemanager.dispatch;

import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that connect: many, for each may wait long for a host that is dead, and none of those that send. When all are
 * busy, hosts that did not fail before come first.
 */
class Connectors implements AutoCloseable {

	private static final int THREADS = 64;
	private static final int IDLE_SECONDS = 30;

	/** An attempt that waits for its turn. */
	private record Attempt(boolean again, long number, Runnable work) implements Runnable, Comparable<Attempt> {

		@Override
		public void run() {
			work.run();
		}

		@Override
		public int compareTo(Attempt other) {
			return again == other.again ? Long.compare(number, other.number) : Boolean.compare(again, other.again);
		}
	}

	private final AtomicLong numbers = new AtomicLong();
	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS,
			TimeUnit.SECONDS, new PriorityBlockingQueue<>(), task -> {
				Thread thread = new Thread(task, "dispatch-connect");
				thread.setDaemon(true);
				return thread;
			});

	Connectors() {
		threads.allowCoreThreadTimeOut(true);
	}

	/**
	 * Runs an attempt in another thread.
	 *
	 * @param again
	 *            whether the last one has failed
	 * @return false if everything stops
	 */
	boolean run(boolean again, Runnable attempt) {
		try {
			threads.execute(new Attempt(again, numbers.incrementAndGet(), attempt));
			return true;
		} catch (RejectedExecutionException e) {
			return false;
		}
	}

	/** Whether attempts may still be made. */
	boolean isOpen() {
		return !threads.isShutdown();
	}

	@Override
	public void close() {
		threads.shutdownNow();
	}
}
