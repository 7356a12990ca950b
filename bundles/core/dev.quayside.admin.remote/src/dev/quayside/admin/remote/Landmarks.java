package dev.quayside.admin.remote;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Lookup ids of messages that were seen lately, so that a way through a queue can begin near its end. */
final class Landmarks {

	private static final int MAX = 4096;

	private final NavigableSet<Long> ids = new TreeSet<>(Long::compareUnsigned);

	/** What is farthest from it is forgotten when there are many. */
	synchronized void saw(long lookupId) {
		ids.add(lookupId);
		if (ids.size() > MAX) {
			if (ids.headSet(lookupId).size() > MAX / 2) {
				ids.pollFirst();
			} else {
				ids.pollLast();
			}
		}
	}

	/**
	 * Ids on one side of a message, each twice as far away as the one before.
	 *
	 * @param smaller
	 *            the side
	 */
	synchronized List<Long> beside(long lookupId, boolean smaller) {
		Iterator<Long> away = smaller
				? ids.headSet(lookupId, false).descendingIterator()
				: ids.tailSet(lookupId, false).iterator();
		List<Long> result = new ArrayList<>();
		for (int index = 1; away.hasNext(); index++) {
			Long id = away.next();
			if ((index & index - 1) == 0) {
				result.add(id);
			}
		}
		return result;
	}
}
