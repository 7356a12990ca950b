package dev.quayside.queuemanager.store;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One map for the messages of a queue, one for their large bodies, and a line in the map of totals. */
final class MvStoredQueue implements StoredQueue {

	private static final String MESSAGES = "messages.";
	private static final String BODIES = "bodies.";
	private static final String TOTALS = "totals";

	private final Journal journal;
	private final int number;
	private volatile Maps maps;

	private record Maps(MVStore store, MVMap<Long, byte[]> messages, MVMap<Long, byte[]> bodies,
			MVMap<Integer, Long> totals) {}

	MvStoredQueue(Journal journal, int number) {
		this.journal = journal;
		this.number = number;
	}

	private Maps maps(MVStore store) {
		Maps current = maps;
		if (current == null || current.store() != store) {
			current = new Maps(store, store.openMap(MESSAGES + number), store.openMap(BODIES + number),
					store.openMap(TOTALS));
			maps = current;
		}
		return current;
	}

	void forget() {
		maps = null;
	}

	static void remove(MVStore store, int number) {
		store.removeMap(MESSAGES + number);
		store.removeMap(BODIES + number);
		store.<Integer, Long>openMap(TOTALS).remove(number);
	}

	@Override
	public CompletionStage<Void> append(long lookupId, StoredMessage message) {
		byte[] record = message.encode();
		byte[] body = message.isLarge() ? message.body() : null;
		int size = message.size();
		return journal.submit(store -> {
			Maps current = maps(store);
			current.messages().put(lookupId, record);
			if (body != null) {
				current.bodies().put(lookupId, body);
			}
			current.totals().put(number, current.totals().getOrDefault(number, 0L) + size);
		}, message.recoverable());
	}

	@Override
	public CompletionStage<Void> delete(long lookupId, boolean force) {
		return journal.submit(store -> {
			Maps current = maps(store);
			byte[] record = current.messages().remove(lookupId);
			if (record != null) {
				StoredMessage message = StoredMessage.decode(record);
				if (message.isLarge()) {
					current.bodies().remove(lookupId);
				}
				current.totals().put(number, current.totals().getOrDefault(number, 0L) - message.size());
			}
		}, force);
	}

	@Override
	public CompletionStage<Void> clear(Set<Long> keep, boolean force) {
		return journal.submit(store -> {
			Maps current = maps(store);
			Map<Long, byte[]> keptMessages = kept(current.messages(), keep);
			Map<Long, byte[]> keptBodies = kept(current.bodies(), keep);
			current.messages().clear();
			current.bodies().clear();
			keptMessages.forEach(current.messages()::put);
			keptBodies.forEach(current.bodies()::put);
			long bytes = keptMessages.values().stream().mapToLong(record -> StoredMessage.decode(record).size()).sum();
			current.totals().put(number, bytes);
		}, force);
	}

	private static Map<Long, byte[]> kept(MVMap<Long, byte[]> map, Set<Long> keep) {
		Map<Long, byte[]> kept = new TreeMap<>();
		for (Long key : keep) {
			byte[] value = map.get(key);
			if (value != null) {
				kept.put(key, value);
			}
		}
		return kept;
	}

	@Override
	public OptionalLong first() throws StoreException {
		return read(current -> optional(current.messages().firstKey()));
	}

	@Override
	public OptionalLong last() throws StoreException {
		return read(current -> optional(current.messages().lastKey()));
	}

	@Override
	public OptionalLong next(long lookupId) throws StoreException {
		return read(current -> optional(current.messages().higherKey(lookupId)));
	}

	@Override
	public OptionalLong previous(long lookupId) throws StoreException {
		return read(current -> optional(current.messages().lowerKey(lookupId)));
	}

	private static OptionalLong optional(Long key) {
		return key == null ? OptionalLong.empty() : OptionalLong.of(key);
	}

	@Override
	public StoredMessage read(long lookupId, boolean withBody) throws StoreException {
		return read(current -> {
			byte[] record = current.messages().get(lookupId);
			if (record == null) {
				return null;
			}
			StoredMessage message = StoredMessage.decode(record);
			if (message.hasBody() || !withBody) {
				return message;
			}
			byte[] body = current.bodies().get(lookupId);
			return body == null ? null : message.withBody(body);
		});
	}

	@Override
	public boolean contains(long lookupId) throws StoreException {
		return read(current -> current.messages().containsKey(lookupId));
	}

	@Override
	public long count() throws StoreException {
		return read(current -> current.messages().sizeAsLong());
	}

	@Override
	public long bytes() throws StoreException {
		return read(current -> current.totals().getOrDefault(number, 0L));
	}

	private <T> T read(Function<Maps, T> reader) throws StoreException {
		try {
			return reader.apply(maps(journal.store()));
		} catch (MVStoreException e) {
			throw new StoreException(StoreException.Kind.WRITE_FAILED, "The store cannot be read at the moment: "
					+ e.getMessage(), e);
		}
	}
}
