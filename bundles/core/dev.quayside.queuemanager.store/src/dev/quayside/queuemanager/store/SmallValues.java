package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.StoreException.Kind;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

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

	/** By table and key. */
	private final Map<String, Map<String, byte[]>> completed = new ConcurrentHashMap<>();

	SmallValues(Tables tables) {
		tables.read(() -> {
			tables.values().forEach((name, value) -> {
				if (isPossible(name, value)) {
					completed(name, value);
				}
			});
			return null;
		});
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
		int separator = name.indexOf(SEPARATOR);
		Map<String, byte[]> table = completed.computeIfAbsent(name.substring(0, separator),
				key -> new ConcurrentHashMap<>());
		String key = name.substring(separator + 1);
		if (valueOrNull == null) {
			table.remove(key);
		} else {
			table.put(key, valueOrNull);
		}
	}

	SortedMap<String, byte[]> table(String table) {
		Objects.requireNonNull(table);
		SortedMap<String, byte[]> values = new TreeMap<>();
		completed.getOrDefault(table, Map.of()).forEach((key, value) -> values.put(key, value.clone()));
		return values;
	}
}
