package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers which queues are being deleted. From then on they are gone for good: what is left of them after a failure or a
 * crash goes at the next start.
 */
final class Deletions {

	/** Name of the table of the store: the numbers of the queues. */
	static final String TABLE = "deleted-queues";

	private final MessageStore store;

	Deletions(MessageStore store) {
		this.store = store;
	}

	/** On disk when it returns. */
	void begin(Queue queue) throws StoreException {
		Stages.await(store.apply(List.of(new StoreChange.Put(TABLE, key(queue.number()), new byte[]{ 1 })), true));
	}

	/** Nothing is left of it. */
	void end(int number) throws StoreException {
		Stages.await(store.apply(List.of(new StoreChange.Remove(TABLE, key(number))), false));
	}

	private static String key(int number) {
		return Integer.toString(number);
	}

	/** Numbers of those that earlier runs have begun to delete. */
	Set<Integer> begun() throws StoreException {
		Set<Integer> numbers = new TreeSet<>();
		for (String key : store.table(TABLE).keySet()) {
			try {
				numbers.add(Integer.valueOf(key));
			} catch (NumberFormatException e) {
				throw new StoreException(StoreException.Kind.DAMAGED, "A queue with the number " + key, e);
			}
		}
		return numbers;
	}
}
