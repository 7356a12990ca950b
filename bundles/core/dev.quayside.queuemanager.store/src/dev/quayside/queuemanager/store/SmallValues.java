package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.StoreException.Kind;

import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Tables of small values, all in one map of the file under {@code table/key}. A copy in memory holds what has completed, so
 * that nobody reads what may not come to the disk. They are few and small.
 */
final class SmallValues {

	/** Of all tables together. */
	static final int MAX_VALUES = 100_000;
	static final int MAX_VALUE_BYTES = 4096;
	static final int MAX_KEY_LENGTH = 512;

	private static final char SEPARATOR = '/';
	private static final char BEHIND_SEPARATOR = SEPARATOR + 1;

	private final NavigableMap<String, byte[]> completed;

	SmallValues(Tables tables) {
		completed = tables.read(() -> new ConcurrentSkipListMap<>(tables.values()));
	}

	/** The name of a value in the map. */
	static String name(String table, String key) {
		if (table.isEmpty() || table.indexOf(SEPARATOR) >= 0 || table.length() + key.length() > MAX_KEY_LENGTH) {
			throw new IllegalArgumentException("Not a table and a key: " + table + ", " + key);
		}
		return table + SEPARATOR + key;
	}

	/** A value that can be kept. */
	static byte[] value(byte[] value) {
		if (value.length > MAX_VALUE_BYTES) {
			throw new IllegalArgumentException("A value of " + value.length + " bytes, more than " + MAX_VALUE_BYTES);
		}
		return value.clone();
	}

	/** Whether {@link #name} and {@link #value} could have made these. */
	static boolean isPossible(String name, byte[] value) {
		return name.indexOf(SEPARATOR) > 0 && name.length() <= MAX_KEY_LENGTH + 1 && value.length <= MAX_VALUE_BYTES;
	}

	static void put(Tables tables, String name, byte[] value, Undo undo) throws StoreException {
		if (undo.put(tables.values(), name, value) == null && tables.values().sizeAsLong() > MAX_VALUES) {
			throw new StoreException(Kind.TABLE_FULL, "There are " + MAX_VALUES + " small values already", null);
		}
	}

	/** A change has completed. */
	void completed(String name, byte[] valueOrNull) {
		if (valueOrNull == null) {
			completed.remove(name);
		} else {
			completed.put(name, valueOrNull);
		}
	}

	SortedMap<String, byte[]> table(String table) {
		Objects.requireNonNull(table);
		SortedMap<String, byte[]> values = new TreeMap<>();
		completed.subMap(table + SEPARATOR, table + BEHIND_SEPARATOR)
				.forEach((name, value) -> values.put(name.substring(table.length() + 1), value.clone()));
		return values;
	}
}
