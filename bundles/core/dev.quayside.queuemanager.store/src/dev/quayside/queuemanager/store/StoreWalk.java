package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.internal.ChunkInspection;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks at everything in a file that is open for reading (docs/storage-format.md), and says what is wrong. */
final class StoreWalk {

	private final StoreFile file;
	private final MVStore store;
	private final Damage damage = new Damage();
	private final Set<String> expected = new TreeSet<>(Set.of(Tables.SETTINGS));
	private long messages;
	private long messageBytes;
	private long bodies;
	private int queues;
	private long values;

	StoreWalk(StoreFile file, MVStore store) {
		this.file = file;
		this.store = store;
	}

	/**
	 * @throws StoreException
	 *             if a later version wrote it, or not even its settings can be read
	 */
	StoreReport run() throws StoreException {
		Settings settings = Settings.read(file, Tables.settings(store));
		ChunkInspection chunks = new ChunkInspection(store.getFileStore(), store.getLayoutMap());
		chunks.run(damage::add);
		if (expect(Tables.QUEUES)) {
			damage.watch("The list of queues", () -> queues(settings));
		}
		if (expect(Tables.TOTALS)) {
			damage.watch("The list of totals", this::totals);
		}
		if (expect(Tables.VALUES)) {
			damage.watch("The small values", this::values);
		}
		store.getMapNames().stream().filter(name -> !expected.contains(name) && !name.startsWith(Tables.PURGED))
				.forEach(name -> damage.add("There is a map " + name + ", which belongs to nothing"));
		return new StoreReport(settings.id(), settings.format(), file.isCutOff(), file.size(), chunks.count(),
				chunks.bytes(), queues,
				messages, messageBytes, bodies, values, damage.sentences(), damage.count());
	}

	/** Whether there is such a map. */
	private boolean expect(String name) {
		expected.add(name);
		return store.hasMap(name);
	}

	private void queues(Settings settings) {
		MVMap<Long, Long> totals = store.hasMap(Tables.TOTALS) ? Tables.totals(store) : null;
		for (Map.Entry<Long, String> entry : Tables.queues(store).entrySet()) {
			long number = entry.getKey();
			queues++;
			damage.watch("The attributes of queue " + number, () -> Attributes.parse(entry.getValue()));
			List<String> missing = Tables.names(number).stream().filter(name -> !expect(name))
					.filter(name -> !name.startsWith(Tables.WORK)).toList();
			missing.forEach(name -> damage.add("The map " + name + " of a queue is missing"));
			if (missing.isEmpty()) {
				QueueWalk walk = new QueueWalk(number, Tables.queueMaps(store, number), settings.sequence(), damage);
				walk.run(totals == null ? 0 : totals.getOrDefault(number, 0L));
				messages += walk.messages();
				messageBytes += walk.bytes();
				bodies += walk.bodies();
			}
		}
	}

	private void totals() {
		MVMap<Long, String> known = Tables.queues(store);
		Tables.totals(store).keySet().stream().filter(number -> !known.containsKey(number))
				.forEach(number -> damage.add("There is a total of queue " + number + ", which does not exist"));
	}

	private void values() {
		for (Map.Entry<String, byte[]> entry : Tables.values(store).entrySet()) {
			values++;
			if (!SmallValues.isPossible(entry.getKey(), entry.getValue())) {
				damage.add("There is a small value " + entry.getKey() + " of " + entry.getValue().length + " bytes");
			}
		}
	}
}
