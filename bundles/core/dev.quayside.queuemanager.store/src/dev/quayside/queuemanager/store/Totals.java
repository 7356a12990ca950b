package dev.quayside.queuemanager.store;

import org.h2.mvstore.MVMap;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes of all packets of each queue. They change with every message, so they come into their map only when something is
 * committed. The writer's thread changes them, any thread reads.
 */
final class Totals {

	private final MVMap<Long, Long> map;
	private final Map<Long, Long> bytes;
	private final Set<Long> changed = new HashSet<>();

	Totals(MVMap<Long, Long> map) {
		this.map = map;
		this.bytes = new ConcurrentHashMap<>(map);
	}

	/** 0 where there is none. */
	long get(long number) {
		return bytes.getOrDefault(number, 0L);
	}

	void add(long number, long added, Undo undo) {
		Long before = bytes.get(number);
		undo.onRollback(() -> set(number, before));
		set(number, (before == null ? 0 : before) + added);
	}

	/** Without undo: for a change that cannot fail any more. */
	void remove(long number) {
		set(number, null);
	}

	void remove(long number, Undo undo) {
		Long before = bytes.get(number);
		undo.onRollback(() -> set(number, before));
		remove(number);
	}

	private void set(long number, Long valueOrNull) {
		changed.add(number);
		if (valueOrNull == null) {
			bytes.remove(number);
		} else {
			bytes.put(number, valueOrNull);
		}
	}

	/** Puts what has changed into the map. */
	void save() {
		for (Long number : changed) {
			Long value = bytes.get(number);
			if (value == null) {
				map.remove(number);
			} else {
				map.put(number, value);
			}
		}
		changed.clear();
	}
}
