package dev.quayside.queuemanager.store;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * What a queue manager keeps: its identity, its queues with their attributes, and their messages. A recoverable message
 * whose append has completed survives a crash of the process or the machine at any moment.
 */
public interface MessageStore extends AutoCloseable {

	/** Made with the store and never changed. */
	UUID queueManagerId();

	/** Queue numbers with attributes. */
	SortedMap<Integer, Map<String, String>> queues() throws StoreException;

	/** Makes a queue or changes its attributes; on disk when the call returns. */
	void putQueue(int number, Map<String, String> attributes) throws StoreException;

	/** Removes a queue with its messages; on disk when the call returns. */
	void removeQueue(int number) throws StoreException;

	/** The messages of a queue. */
	StoredQueue queue(int number);

	/** The most changes that are made together. */
	int MAX_CHANGES = 100_000;

	/**
	 * Makes changes of any queues together, in their order: after a crash all are there or none. What they take away is gone
	 * for readers as soon as they are made; what they add comes into sight at once when all have completed.
	 *
	 * @param changes
	 *            at most {@value #MAX_CHANGES}
	 * @param force
	 *            completes when they are on disk; else when they can be read
	 * @return fails with a {@link StoreException}, and nothing has changed then
	 */
	CompletionStage<Void> apply(List<StoreChange> changes, boolean force);

	/**
	 * The small values of a table, by key: what {@link StoreChange.Put} has set and is completed. Values have at most 4096
	 * bytes, table and key together 512 characters, and there are 100,000 in all tables together.
	 */
	SortedMap<String, byte[]> table(String name) throws StoreException;

	/**
	 * The records of a table that {@link StoreChange.Note} has added, as they were when the store was opened, the oldest
	 * first: at least the latest 4,000.
	 *
	 * @param size
	 *            of each record; what has another size is left out
	 */
	List<byte[]> log(String table, int size) throws StoreException;

	/** A number that was never given before, also not before a crash: 56 bit, rising. */
	long nextSequence() throws StoreException;

	/** Bytes on disk. */
	long size() throws StoreException;

	/** Moves what is needed together, so that the rest of the file can be used again or given back; deletes nothing. */
	CompletionStage<Void> tidy();

	/** How often the disk was forced since the store was opened. */
	long forces();

	/** Forces what is still to be written, and closes. */
	@Override
	void close();
}
