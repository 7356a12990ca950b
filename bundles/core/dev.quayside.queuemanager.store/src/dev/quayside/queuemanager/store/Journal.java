package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.Inbox.Entry;
import dev.quayside.queuemanager.store.StoreException.Kind;

import org.h2.mvstore.MVStore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Applies changes to the file in the order in which they come, in one thread. A commit writes all changes since the last
 * one and forces them to disk, for as many as wait (group commit); changes that nobody waits for stay in memory a little.
 * After a crash the file holds the changes up to one of the commits. Whatever goes wrong with a change or the disk, the
 * thread lives on.
 */
final class Journal {

	/** So long may a change that nobody forces stay off the disk. */
	static final Duration MAX_DELAY = Duration.ofMillis(100);

	private static final System.Logger LOG = System.getLogger(Journal.class.getName());
	/** So much may wait in memory for the next commit. */
	private static final int MAX_UNSAVED = 1024 * 1024;
	private static final long MAX_WAIT_MILLIS = 250;
	private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
	private static final long MIN_GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
	private static final long MAX_GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

	/** A change of the maps; runs in the writer's thread, perhaps once more after the file had to be opened again. */
	interface Change {

		/**
		 * @throws StoreException
		 *             if it cannot be made; nothing has changed then
		 */
		void apply(Tables tables) throws StoreException;
	}

	private final StoreFile file;
	private final long maxDelayNanos;
	private final Inbox inbox = new Inbox();
	private final Outcomes outcomes = new Outcomes();
	private final AtomicLong forces = new AtomicLong();
	private final Thread writer;
	/** Changes that are in the maps and not on disk. */
	private final List<Change> uncommitted = new ArrayList<>();
	private volatile Tables tables;
	/** Null after it has failed. */
	private Compaction compaction = new Compaction();
	private long oldestUncommitted;
	private long lastCommitNanos;
	private boolean failing;

	Journal(StoreFile file, Duration maxDelay) throws StoreException {
		this.file = file;
		this.maxDelayNanos = maxDelay.toNanos();
		this.tables = open();
		this.writer = new Thread(this::run, "store-writer");
		writer.setDaemon(true);
		writer.start();
	}

	private Tables open() throws StoreException {
		MVStore store = file.open();
		try {
			return new Tables(store);
		} catch (RuntimeException e) {
			store.closeImmediately();
			throw file.damaged(StoreFile.reason(e), e);
		}
	}

	/** The file as it is open now; after a failed write it is another one. */
	Tables tables() {
		return tables;
	}

	long forces() {
		return forces.get();
	}

	/**
	 * Asks for a change.
	 *
	 * @param force
	 *            whether the result waits for the disk
	 * @param bytes
	 *            that the change adds
	 * @return completes in a thread of the store: what depends on it must not wait for the store
	 */
	CompletableFuture<Void> submit(Change change, boolean force, long bytes) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		try {
			inbox.put(new Entry(change, force, bytes, done));
		} catch (StoreException e) {
			done.completeExceptionally(e);
		}
		return done;
	}

	private void run() {
		while (!inbox.isDone()) {
			List<Entry> batch = List.of();
			try {
				batch = inbox.take(patience(), gathering());
				if (!batch.isEmpty()) {
					write(batch);
				}
				if (patience() <= 0) {
					commit(List.of());
				}
			} catch (InterruptedException e) {
				LOG.log(System.Logger.Level.DEBUG, "Nobody interrupts the writer", e);
			} catch (RuntimeException | Error e) {
				LOG.log(System.Logger.Level.ERROR, "The writer of " + file + " goes on", e);
				fail(batch, new StoreException(Kind.WRITE_FAILED, StoreFile.reason(e), e));
			}
		}
		if (!uncommitted.isEmpty()) {
			commit(List.of());
		}
		tables.store().closeImmediately();
		outcomes.close();
	}

	/** Nanoseconds until something has to be done without being asked. */
	private long patience() {
		if (uncommitted.isEmpty()) {
			return Long.MAX_VALUE;
		}
		return oldestUncommitted + (failing ? RETRY_NANOS : maxDelayNanos) - System.nanoTime();
	}

	private long gathering() {
		return Math.min(MAX_GATHER_NANOS, Math.max(MIN_GATHER_NANOS, lastCommitNanos));
	}

	private void write(List<Entry> batch) {
		List<Entry> applied = new ArrayList<>();
		try {
			Tables current = usable();
			for (Entry entry : batch) {
				if (apply(entry, current)) {
					applied.add(entry);
				}
			}
		} catch (StoreException e) {
			fail(batch, e);
			return;
		} catch (RuntimeException | Error e) {
			reopen();
			if (batch.size() == 1) {
				LOG.log(System.Logger.Level.ERROR, "A change of " + file + " failed", e);
				fail(batch, new StoreException(Kind.WRITE_FAILED, "A change failed: " + StoreFile.reason(e), e));
			} else {
				batch.stream().filter(entry -> !entry.done().isDone()).forEach(entry -> write(List.of(entry)));
			}
			return;
		}
		if (failing || applied.stream().anyMatch(Entry::force)
				|| tables.store().getUnsavedMemory() > MAX_UNSAVED) {
			commit(applied);
			return;
		}
		applied.forEach(entry -> uncommitted(entry.change()));
		outcomes.made(applied);
	}

	private static boolean apply(Entry entry, Tables current) {
		try {
			entry.change().apply(current);
			return true;
		} catch (StoreException e) {
			entry.done().completeExceptionally(e);
			return false;
		}
	}

	private static void fail(List<Entry> batch, StoreException why) {
		batch.forEach(entry -> entry.done().completeExceptionally(why));
	}

	/** Commits what is in the maps; where that fails, the batch fails, and the rest waits for the next time. */
	private void commit(List<Entry> batch) {
		int bytes;
		try {
			MVStore store = batch.isEmpty() ? usable().store() : tables.store();
			bytes = store.getUnsavedMemory();
			long begin = System.nanoTime();
			tables.save();
			store.commit();
			store.sync();
			lastCommitNanos = System.nanoTime() - begin;
		} catch (StoreException | RuntimeException | Error e) {
			String why = "Cannot write to " + file + ": " + StoreFile.reason(e);
			LOG.log(failing ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR, why);
			failing = true;
			oldestUncommitted = System.nanoTime();
			reopen();
			fail(batch, new StoreException(Kind.WRITE_FAILED, why, e));
			return;
		}
		forces.incrementAndGet();
		failing = false;
		uncommitted.clear();
		inbox.expect(batch.stream().filter(Entry::force).count());
		outcomes.made(batch);
		tidy(bytes);
	}

	/** What nobody waits for. */
	private void tidy(int bytes) {
		try {
			if (tables.dropPurged()) {
				uncommitted(Tables::dropPurged);
			}
			if (compaction != null) {
				compaction.afterCommit(tables.store(), bytes);
			}
		} catch (RuntimeException | Error e) {
			LOG.log(System.Logger.Level.ERROR, "Cannot tidy up in " + file + ": " + StoreFile.reason(e));
			compaction = null;
			reopen();
		}
	}

	private void uncommitted(Change change) {
		if (uncommitted.isEmpty()) {
			oldestUncommitted = System.nanoTime();
		}
		uncommitted.add(change);
	}

	/** What is in the maps cannot be trusted any more: back to what is on disk. */
	private void reopen() {
		tables.store().closeImmediately();
		try {
			usable();
		} catch (StoreException e) {
			LOG.log(System.Logger.Level.ERROR, "Cannot open " + file + " again yet: " + e.getMessage());
		}
	}

	/** The open file; opens it again, with the changes that nobody may lose while the process lives. */
	private Tables usable() throws StoreException {
		if (!tables.store().isClosed()) {
			return tables;
		}
		Tables next = open();
		for (Change change : uncommitted) {
			try {
				change.apply(next);
			} catch (StoreException | RuntimeException e) {
				LOG.log(System.Logger.Level.ERROR, "A change was lost: " + e.getMessage());
			}
		}
		tables = next;
		return next;
	}

	/**
	 * Waits a little until the writer has seen to it that the file is open: no longer, for the writer may itself be waiting
	 * for what the reader holds.
	 */
	void awaitUsable() throws StoreException {
		if (Thread.currentThread() == writer) {
			return;
		}
		try {
			submit(current -> {}, false, 0).get(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
		} catch (TimeoutException e) {
			if (tables.store().isClosed()) {
				throw new StoreException(Kind.READ_FAILED, "The file " + file + " is being opened again", e);
			}
		} catch (ExecutionException e) {
			throw new StoreException(e.getCause() instanceof StoreException cause ? cause.kind() : Kind.READ_FAILED,
					e.getCause().getMessage(), e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new StoreException(Kind.READ_FAILED, "Interrupted while the file was opened again", e);
		}
	}

	/** Commits what waits, and closes; waits for that even if the thread is interrupted. */
	void close() {
		inbox.close();
		boolean interrupted = false;
		while (writer.isAlive()) {
			try {
				writer.join();
			} catch (InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}
}
