package dev.quayside.queuemanager.store;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStore.TxCounter;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The maps of a store file that is open (docs/storage-format.md). All are open from the beginning, for H2 moves only what
 * is. The writer's thread changes them, any thread reads.
 */
final class Tables {

	/** The messages of a queue by lookup id, the large bodies, and an empty value for each that needs work. */
	record QueueMaps(MVMap<Long, byte[]> messages, MVMap<Long, byte[]> bodies, MVMap<Long, byte[]> work) {

		List<MVMap<Long, byte[]>> all() {
			return List.of(messages, bodies, work);
		}
	}

	static final String SETTINGS = "meta";
	static final String QUEUES = "queues";
	static final String TOTALS = "totals";
	private static final String MESSAGES = "messages.";
	private static final String BODIES = "bodies.";
	static final String WORK = "work.";
	static final String VALUES = "values";
	static final String PURGED = "purged.";

	private final MVStore store;
	private final MVMap<String, String> settings;
	private final MVMap<Long, String> queues;
	private final Totals totals;
	private final MVMap<String, byte[]> values;
	private final Map<String, Log> logs = new HashMap<>();
	private final Map<Long, QueueMaps> maps = new ConcurrentHashMap<>();
	private final List<MVMap<Long, byte[]>> purged = new ArrayList<>();

	Tables(MVStore store) {
		this.store = store;
		this.settings = settings(store);
		this.queues = queues(store);
		this.totals = new Totals(totals(store));
		this.values = values(store);
		queues.keySet().forEach(this::open);
		store.getMapNames().stream().filter(name -> name.startsWith(PURGED))
				.forEach(name -> purged.add(bytes(store, name)));
	}

	static MVMap<String, String> settings(MVStore store) {
		return map(store, SETTINGS, StringDataType.INSTANCE, StringDataType.INSTANCE);
	}

	private static <K, V> MVMap<K, V> map(MVStore store, String name, DataType<K> keys, DataType<V> values) {
		return store.openMap(name, new MVMap.Builder<K, V>().keyType(keys).valueType(values));
	}

	static MVMap<Long, String> queues(MVStore store) {
		return map(store, QUEUES, LongDataType.INSTANCE, StringDataType.INSTANCE);
	}

	static MVMap<Long, Long> totals(MVStore store) {
		return map(store, TOTALS, LongDataType.INSTANCE, LongDataType.INSTANCE);
	}

	static MVMap<String, byte[]> values(MVStore store) {
		return map(store, VALUES, StringDataType.INSTANCE, Records.TYPE);
	}

	static MVMap<Long, byte[]> bytes(MVStore store, String name) {
		return map(store, name, LongDataType.INSTANCE, Records.TYPE);
	}

	/** The names of the maps of a queue. */
	static List<String> names(long number) {
		return List.of(MESSAGES + number, BODIES + number, WORK + number);
	}

	static QueueMaps queueMaps(MVStore store, long number) {
		List<MVMap<Long, byte[]>> maps = names(number).stream().map(name -> bytes(store, name)).toList();
		return new QueueMaps(maps.get(0), maps.get(1), maps.get(2));
	}

	private QueueMaps open(long number) {
		QueueMaps opened = queueMaps(store, number);
		maps.put(number, opened);
		return opened;
	}

	MVStore store() {
		return store;
	}

	MVMap<String, String> settings() {
		return settings;
	}

	/** Numbers with attributes. */
	MVMap<Long, String> queues() {
		return queues;
	}

	/** Bytes of all packets by number of the queue. */
	Totals totals() {
		return totals;
	}

	/** Small values by table and key ({@link SmallValues}). */
	MVMap<String, byte[]> values() {
		return values;
	}

	/** The log of this table. */
	Log log(String table) {
		return logs.computeIfAbsent(table, name -> new Log(values, name));
	}

	/** Brings into the maps what comes there only with a commit. */
	void save() {
		totals.save();
		logs.values().forEach(Log::save);
	}

	/** The maps of a queue; null if there is no such queue. */
	QueueMaps queue(long number) {
		return maps.get(number);
	}

	void putQueue(long number, String attributes) {
		queues.put(number, attributes);
		if (!maps.containsKey(number)) {
			open(number);
		}
	}

	void removeQueue(long number) {
		QueueMaps removed = maps.remove(number);
		queues.remove(number);
		totals.remove(number);
		if (removed != null) {
			discard(removed);
		}
	}

	/** Gives a queue new maps, however much is in the old ones. */
	QueueMaps purge(long number, Undo undo) {
		QueueMaps old = maps.get(number);
		undo.onRollback(() -> restore(number, old));
		discard(old);
		totals.remove(number, undo);
		return open(number);
	}

	private void restore(long number, QueueMaps old) {
		maps.get(number).all().forEach(store::removeMap);
		List<String> names = names(number);
		for (int map = 0; map < names.size(); map++) {
			store.renameMap(old.all().get(map), names.get(map));
		}
		purged.removeAll(old.all());
		maps.put(number, old);
	}

	private void discard(QueueMaps old) {
		for (MVMap<Long, byte[]> map : old.all()) {
			store.renameMap(map, PURGED + Integer.toHexString(map.getId()));
			purged.add(map);
		}
	}

	/** Removes what purges have left behind, which takes its time; false if there is nothing. */
	boolean dropPurged() {
		boolean some = !purged.isEmpty();
		purged.forEach(store::removeMap);
		purged.clear();
		return some;
	}

	/**
	 * Reads while what the newest version needs stays where it is.
	 *
	 * @throws MVStoreException
	 *             if the file is closed or damaged
	 */
	<T> T read(Supplier<T> reader) {
		if (store.isClosed()) {
			throw DataUtils.newMVStoreException(DataUtils.ERROR_CLOSED, "The file is closed");
		}
		TxCounter version = store.registerVersionUsage();
		try {
			return reader.get();
		} finally {
			store.decrementVersionUsageCounter(version);
		}
	}
}
