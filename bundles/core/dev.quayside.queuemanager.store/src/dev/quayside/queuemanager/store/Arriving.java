package dev.quayside.queuemanager.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Messages of a queue that are in its maps while their change has not completed: nobody sees them yet. They leave in the
 * order in which they came, so a reader that takes the map first and then these passes none.
 */
final class Arriving {

	private final Map<Long, Integer> sizes = new HashMap<>();

	synchronized void add(long lookupId, int size) {
		sizes.put(lookupId, size);
	}

	/** These come into sight together. */
	synchronized void remove(Collection<Long> lookupIds) {
		lookupIds.forEach(sizes::remove);
	}

	/** Those of this moment. */
	synchronized Set<Long> ids() {
		return sizes.isEmpty() ? Set.of() : Set.copyOf(sizes.keySet());
	}

	synchronized boolean contains(long lookupId) {
		return sizes.containsKey(lookupId);
	}

	synchronized long bytes() {
		return sizes.values().stream().mapToLong(Integer::longValue).sum();
	}
}
