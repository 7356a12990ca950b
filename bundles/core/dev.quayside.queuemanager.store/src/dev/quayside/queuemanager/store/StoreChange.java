package dev.quayside.queuemanager.store;

import java.util.Objects;
import java.util.Set;

/** One of the changes that a store makes together ({@link MessageStore#apply}). */
public sealed interface StoreChange {

	/** Adds a message to a queue. */
	record Append(int queue, long lookupId, StoredMessage message) implements StoreChange {

		public Append {
			Objects.requireNonNull(message);
		}
	}

	/** Removes a message; one that is not there is no failure. */
	record Delete(int queue, long lookupId) implements StoreChange {}

	/**
	 * Removes all messages of a queue but these and those that need work when they are deleted
	 * ({@link StoredMessage#needsWork}), however many there are.
	 */
	record Clear(int queue, Set<Long> keep) implements StoreChange {

		public Clear {
			keep = Set.copyOf(keep);
		}
	}

	/** Takes a message from one queue to another, with new counters; fails everything if it is not there. */
	record Move(int queue, long lookupId, int target, long targetId, MessageHistory history) implements StoreChange {

		public Move {
			Objects.requireNonNull(history);
		}
	}

	/** Changes the counters of a message that stays; fails everything if it is not there. */
	record Recount(int queue, long lookupId, MessageHistory history) implements StoreChange {

		public Recount {
			Objects.requireNonNull(history);
		}
	}

	/** Sets a value of a table of small values, such as sequences of senders ({@link MessageStore#table}). */
	record Put(String table, String key, byte[] value) implements StoreChange {

		public Put {
			Objects.requireNonNull(value);
		}
	}

	/**
	 * Adds a record to a table that holds the latest ones only ({@link MessageStore#log}).
	 *
	 * @param record
	 *            of the same size as all of this table, at most 64 bytes
	 */
	record Note(String table, byte[] record) implements StoreChange {

		private static final int MAX_SIZE = 64;

		public Note {
			if (record.length == 0 || record.length > MAX_SIZE) {
				throw new IllegalArgumentException("A record of " + record.length + " bytes");
			}
		}
	}

	/** Removes a value of such a table; one that is not there is no failure. */
	record Remove(String table, String key) implements StoreChange {}
}
