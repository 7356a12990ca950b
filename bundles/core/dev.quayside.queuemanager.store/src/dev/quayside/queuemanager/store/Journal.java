package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.MvMessageStore.Change;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Applies changes to the file in the order in which they come, in one thread. All changes that wait are committed
 * together, and forced to disk together where one of them asks for it (group commit).
 */
final class Journal {

	private static final System.Logger LOG = System.getLogger(Journal.class.getName());
	private static final int MAX_BATCH = 4096;
	/** So long may a change that nobody forces stay off the disk; MVStore reuses space after 45 s, not before. */
	private static final long MAX_UNFORCED_NANOS = TimeUnit.SECONDS.toNanos(5);
	private static final int CACHE_MEGABYTES = 16;

	private record Entry(Change change, boolean force, CompletableFuture<Void> done) {}

	private final String file;
	private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
	private final AtomicLong forces = new AtomicLong();
	private final Thread writer;
	private volatile MVStore store;
	private volatile boolean closing;
	private long unforcedSince;

	Journal(String file) throws StoreException {
		this.file = file;
		this.store = open(file);
		this.writer = new Thread(this::run, "store-writer");
		writer.start();
	}

	private static MVStore open(String file) throws StoreException {
		try {
			return new MVStore.Builder().fileName(file).autoCommitDisabled().cacheSize(CACHE_MEGABYTES).open();
		} catch (MVStoreException e) {
			boolean locked = e.getMessage().contains("locked");
			throw new StoreException(locked ? StoreException.Kind.IN_USE : StoreException.Kind.DAMAGED,
					"Cannot open " + file + ": " + e.getMessage() + (locked
							? ""
							: "; keep a copy of the file and start with another folder, or restore the file from a backup"),
					e);
		}
	}

	/** The file as it is open now; after a failed write it is another one. */
	MVStore store() {
		return store;
	}

	long forces() {
		return forces.get();
	}

	/**
	 * Asks for a change.
	 *
	 * @param force
	 *            whether the result waits for the disk
	 */
	CompletableFuture<Void> submit(Change change, boolean force) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		if (closing) {
			done.completeExceptionally(new StoreException(StoreException.Kind.CLOSED, "The store is closed", null));
			return done;
		}
		waiting.add(new Entry(change, force, done));
		return done;
	}

	private void run() {
		List<Entry> batch = new ArrayList<>();
		while (!closing || !waiting.isEmpty()) {
			try {
				Entry first = waiting.poll(500, TimeUnit.MILLISECONDS);
				if (first != null) {
					batch.add(first);
					waiting.drainTo(batch, MAX_BATCH - 1);
					write(batch);
				}
				forceIfOverdue();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				return;
			} finally {
				batch.clear();
			}
		}
	}

	private void write(List<Entry> batch) {
		try {
			MVStore current = usable();
			batch.forEach(entry -> entry.change().apply(current));
			current.commit();
			if (batch.stream().anyMatch(Entry::force)) {
				force(current);
			} else if (unforcedSince == 0) {
				unforcedSince = System.nanoTime();
			}
			batch.forEach(entry -> entry.done().complete(null));
		} catch (StoreException e) {
			fail(batch, e);
		} catch (MVStoreException e) {
			LOG.log(System.Logger.Level.ERROR, "Writing to " + file + " failed: " + e.getMessage());
			fail(batch, new StoreException(StoreException.Kind.WRITE_FAILED, "Cannot write to " + file
					+ " (is the disk full?): " + e.getMessage(), e));
			reopen();
		}
	}

	private static void fail(List<Entry> batch, StoreException why) {
		batch.forEach(entry -> entry.done().completeExceptionally(why));
	}

	private void force(MVStore current) {
		current.sync();
		forces.incrementAndGet();
		unforcedSince = 0;
	}

	private void forceIfOverdue() {
		if (unforcedSince != 0 && System.nanoTime() - unforcedSince > MAX_UNFORCED_NANOS) {
			try {
				force(store);
			} catch (MVStoreException e) {
				LOG.log(System.Logger.Level.ERROR, "Forcing " + file + " failed: " + e.getMessage());
				reopen();
			}
		}
	}

	private MVStore usable() throws StoreException {
		if (store.isClosed()) {
			store = open(file);
		}
		return store;
	}

	/** Falls back to what is on disk; what was committed and not forced may be gone. */
	private void reopen() {
		try {
			store.closeImmediately();
			store = open(file);
		} catch (StoreException | MVStoreException e) {
			LOG.log(System.Logger.Level.ERROR, "Cannot open " + file + " again yet: " + e.getMessage());
		}
		unforcedSince = 0;
	}

	void close() {
		closing = true;
		try {
			writer.join();
			if (!store.isClosed()) {
				store.commit();
				force(store);
				store.closeImmediately();
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} catch (MVStoreException e) {
			LOG.log(System.Logger.Level.ERROR, "Closing " + file + " failed: " + e.getMessage());
		}
	}
}
