package dev.quayside.queuemanager.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * The threads that send. A few work at a time; one that writes to a peer does not count among them meanwhile, so a peer that
 * does not read holds up nobody. Safe for use by several threads.
 */
final class SendThreads implements Executor, AutoCloseable {

	private static final int WORKING = 8;

	private final Deque<Runnable> waiting = new ArrayDeque<>();
	private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
		Thread thread = new Thread(task, "dispatch");
		thread.setDaemon(true);
		return thread;
	});
	private final int limit;
	private int working;
	/** With those that write. */
	private int all;
	private boolean closed;

	/**
	 * @param writing
	 *            how many may wait for their peers at a time
	 */
	SendThreads(int writing) {
		this.limit = WORKING + writing;
	}

	/**
	 * @throws RejectedExecutionException
	 *             after {@link #close}
	 */
	@Override
	public synchronized void execute(Runnable task) {
		if (closed) {
			throw new RejectedExecutionException("Nothing is sent any more");
		}
		waiting.add(task);
		startMore();
	}

	private void startMore() {
		if (!closed && !waiting.isEmpty() && working < WORKING && all < limit) {
			threads.execute(this::work);
			working++;
			all++;
		}
	}

	private void work() {
		boolean ended = false;
		try {
			Runnable task = next();
			while (task != null) {
				task.run();
				task = next();
			}
			ended = true;
		} finally {
			if (!ended) {
				end();
			}
		}
	}

	/** Null: this thread is not needed any more. */
	private synchronized Runnable next() {
		Runnable task = working > WORKING ? null : waiting.poll();
		if (task == null) {
			end();
		}
		return task;
	}

	private synchronized void end() {
		working--;
		all--;
		startMore();
	}

	/** Does what may wait for a peer, in a thread of these. */
	<T> T writing(Supplier<T> write) {
		synchronized (this) {
			working--;
			startMore();
		}
		try {
			return write.get();
		} finally {
			synchronized (this) {
				working++;
			}
		}
	}

	/** What has begun comes to its end. */
	@Override
	public synchronized void close() {
		closed = true;
		waiting.clear();
		threads.shutdown();
	}
}
