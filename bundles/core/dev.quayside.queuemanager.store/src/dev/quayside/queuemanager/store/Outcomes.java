package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.Inbox.Entry;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells of changes that were made, in their order: of a few by the writer itself, of many by a thread of its own, so that
 * the writer goes on meanwhile.
 */
final class Outcomes implements AutoCloseable {

	private static final int FEW = 16;

	private final ExecutorService teller = Executors.newSingleThreadExecutor(task -> {
		Thread thread = new Thread(task, "store-outcomes");
		thread.setDaemon(true);
		return thread;
	});
	private final AtomicInteger untold = new AtomicInteger();

	/** For the writer only. */
	void made(List<Entry> entries) {
		if (entries.size() <= FEW && untold.get() == 0) {
			tell(entries);
			return;
		}
		untold.incrementAndGet();
		teller.execute(() -> {
			tell(entries);
			untold.decrementAndGet();
		});
	}

	private static void tell(List<Entry> entries) {
		entries.forEach(entry -> entry.done().complete(null));
	}

	/** Tells the rest; waits for that even if the thread is interrupted. */
	@Override
	public void close() {
		teller.shutdown();
		boolean interrupted = false;
		boolean ended = false;
		while (!ended) {
			try {
				ended = teller.awaitTermination(1, TimeUnit.DAYS);
			} catch (InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}
}
