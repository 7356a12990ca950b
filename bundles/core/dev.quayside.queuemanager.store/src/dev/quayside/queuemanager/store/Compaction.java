package dev.quayside.queuemanager.store;

import org.h2.mvstore.MVStore;

/**
 * Keeps the file from growing: H2 frees a chunk only when nothing in it is needed any more, so the last messages of a
 * chunk keep all of it. For every so many bytes written, as many are moved out of the emptiest chunks into the next
 * commit.
 */
final class Compaction {

	/** Percent of the bytes in chunks that should be needed. */
	private static final int TARGET = 50;
	private static final long EVERY_BYTES = 1024 * 1024;
	private static final long MAX_BYTES = 4 * 1024 * 1024;

	/** Where an administrator asks for it. */
	private static final int TIDY_TARGET = 90;
	private static final int TIDY_BYTES = 64 * 1024 * 1024;

	private long written;
	private long moved;

	/** Moves a lot; it is to be committed then. */
	static void tidy(MVStore store) {
		store.compact(TIDY_TARGET, TIDY_BYTES);
	}

	/**
	 * Moves a little if it is time to.
	 *
	 * @param bytes
	 *            that were written with the last commit
	 */
	void afterCommit(MVStore store, long bytes) {
		written += Math.max(0, bytes - moved);
		moved = 0;
		if (written >= EVERY_BYTES) {
			store.compact(TARGET, (int) Math.min(written, MAX_BYTES));
			written = 0;
			moved = store.getUnsavedMemory();
		}
	}
}
