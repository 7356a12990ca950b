package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.StoreException.Kind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Changes that wait for the writer, in order and bounded. */
final class Inbox {

	/** More than that in memory, and who brings more has to wait. */
	static final long MAX_BYTES = 64L * 1024 * 1024;

	private static final int MAX_BATCH = 4096;
	private static final long MAX_BATCH_BYTES = 2L * 1024 * 1024;

	/**
	 * A change that waits.
	 *
	 * @param force
	 *            whether it counts only when it is on disk
	 * @param bytes
	 *            that it adds to the store
	 */
	record Entry(Journal.Change change, boolean force, long bytes, CompletableFuture<Void> done) {}

	private final ReentrantLock lock = new ReentrantLock();
	private final Condition arrival = lock.newCondition();
	private final Condition room = lock.newCondition();
	private final Deque<Entry> waiting = new ArrayDeque<>();
	private long bytes;
	private int forcing;
	private int expected;
	private boolean closed;

	/** Adds an entry; one that adds bytes waits while there are too many. */
	void put(Entry entry) throws StoreException {
		lock.lock();
		try {
			while (entry.bytes() > 0 && bytes > MAX_BYTES && !closed) {
				room.await();
			}
			if (closed) {
				throw new StoreException(Kind.CLOSED, "The store is closed", null);
			}
			waiting.add(entry);
			bytes += entry.bytes();
			forcing += entry.force() ? 1 : 0;
			arrival.signal();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new StoreException(Kind.WRITE_FAILED, "Interrupted while the store was busy", e);
		} finally {
			lock.unlock();
		}
	}

	/**
	 * The next batch, empty if nothing comes.
	 *
	 * @param patience
	 *            nanoseconds to wait for the first entry
	 * @param gathering
	 *            nanoseconds to wait for as many as may share a force
	 */
	List<Entry> take(long patience, long gathering) throws InterruptedException {
		lock.lock();
		try {
			long left = patience;
			while (waiting.isEmpty() && !closed && left > 0) {
				left = arrival.awaitNanos(left);
			}
			left = gathering;
			while (forcing > 0 && forcing < expected && bytes < MAX_BATCH_BYTES && !closed && left > 0) {
				left = arrival.awaitNanos(left);
			}
			return drain();
		} finally {
			lock.unlock();
		}
	}

	private List<Entry> drain() {
		List<Entry> batch = new ArrayList<>();
		long taken = 0;
		while (!waiting.isEmpty() && batch.size() < MAX_BATCH && taken < MAX_BATCH_BYTES) {
			Entry entry = waiting.poll();
			taken += entry.bytes();
			forcing -= entry.force() ? 1 : 0;
			batch.add(entry);
		}
		bytes -= taken;
		room.signalAll();
		return batch;
	}

	/** A batch is about to be completed: those who forced it and those who wait may come together the next time. */
	void expect(long forced) {
		lock.lock();
		try {
			expected = (int) Math.min(MAX_BATCH, forced + forcing);
		} finally {
			lock.unlock();
		}
	}

	/** Takes nothing more. */
	void close() {
		lock.lock();
		try {
			closed = true;
			arrival.signalAll();
			room.signalAll();
		} finally {
			lock.unlock();
		}
	}

	/** Whether it is closed and nothing waits. */
	boolean isDone() {
		lock.lock();
		try {
			return closed && waiting.isEmpty();
		} finally {
			lock.unlock();
		}
	}
}
