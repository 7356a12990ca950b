package dev.quayside.queuemanager.store;

import org.h2.mvstore.MVMap;

import java.util.ArrayDeque;
import java.util.Deque;

/** Changes of maps that can be taken back together. */
final class Undo {

	private final Deque<Runnable> steps = new ArrayDeque<>();

	/** Sets a value; the one before, or null. */
	<K, V> V put(MVMap<K, V> map, K key, V value) {
		V before = map.put(key, value);
		steps.push(() -> restore(map, key, before));
		return before;
	}

	/** Removes a value, or null where there was none. */
	<K, V> V remove(MVMap<K, V> map, K key) {
		V before = map.remove(key);
		if (before != null) {
			steps.push(() -> restore(map, key, before));
		}
		return before;
	}

	private static <K, V> void restore(MVMap<K, V> map, K key, V before) {
		if (before == null) {
			map.remove(key);
		} else {
			map.put(key, before);
		}
	}

	void onRollback(Runnable step) {
		steps.push(step);
	}

	/** Takes everything back, the last change first. */
	void rollback() {
		while (!steps.isEmpty()) {
			steps.pop().run();
		}
	}
}
