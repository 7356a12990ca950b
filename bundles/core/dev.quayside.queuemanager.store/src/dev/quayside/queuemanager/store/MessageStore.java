package dev.quayside.queuemanager.store;

import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

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

	/** A number that was never given before, also not before a crash: 56 bit, rising. */
	long nextSequence() throws StoreException;

	/** Bytes on disk. */
	long size() throws StoreException;

	/** How often the disk was forced since the store was opened. */
	long forces();

	/** Forces what is still to be written, and closes. */
	@Override
	void close();
}
