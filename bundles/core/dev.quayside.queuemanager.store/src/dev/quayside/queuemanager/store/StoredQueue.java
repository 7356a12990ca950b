package dev.quayside.queuemanager.store;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The messages of one queue by lookup id, in queue order. Reading is safe for any thread and sees what has completed, a
 * recoverable message only when it is on disk, and in the order in which messages were added. Changes are applied in the order in which they were asked for; after a
 * crash those up to one of them are there. Stages complete in the thread that writes: what depends on them must not wait
 * for the store. Lookup ids are not negative.
 */
public interface StoredQueue {

	/**
	 * Adds a message.
	 *
	 * @return completes when a recoverable message is on disk, an express one when it can be read; fails with a
	 *         {@link StoreException}
	 */
	CompletionStage<Void> append(long lookupId, StoredMessage message);

	/** Removes a message; completes when it is gone for readers, and is on disk soon after. */
	default CompletionStage<Void> delete(long lookupId) {
		return delete(lookupId, false);
	}

	/**
	 * Removes a message; completes when it is gone for readers.
	 *
	 * @param force
	 *            completes when it is gone from the disk as well
	 */
	CompletionStage<Void> delete(long lookupId, boolean force);

	/** Removes all messages but these and those that need work when they are deleted; completes when that is on disk. */
	CompletionStage<Void> clear(Set<Long> keep);

	OptionalLong first() throws StoreException;

	OptionalLong last() throws StoreException;

	/** The first one behind. */
	OptionalLong next(long lookupId) throws StoreException;

	/** The last one in front. */
	OptionalLong previous(long lookupId) throws StoreException;

	/** The first one behind that needs work when it is deleted ({@link StoredMessage#needsWork}); found without a walk. */
	OptionalLong needingWork(long lookupId) throws StoreException;

	/** The message, or null if it has gone or is damaged; without a body only where that is large and not asked for. */
	StoredMessage read(long lookupId, boolean withBody) throws StoreException;

	boolean contains(long lookupId) throws StoreException;

	long count() throws StoreException;

	/** Bytes of all packets. */
	long bytes() throws StoreException;
}
