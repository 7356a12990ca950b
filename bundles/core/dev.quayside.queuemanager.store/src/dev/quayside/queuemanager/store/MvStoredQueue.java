package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.StoreException.Kind;
import dev.quayside.queuemanager.store.Tables.QueueMaps;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RootReference;

import java.io.EOFException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/** One map for the messages of a queue, one for their large bodies, and a line in the map of totals. */
final class MvStoredQueue implements StoredQueue {

	private static final System.Logger LOG = System.getLogger(MvStoredQueue.class.getName());
	private static final int MAX_REPORTED = 1000;
	private static final long BEFORE_ALL = -1;
	private static final long BEHIND_ALL = Long.MAX_VALUE;

	private final Journal journal;
	private final long number;
	private final Arriving arriving = new Arriving();
	private final Set<Long> reported = ConcurrentHashMap.newKeySet();

	MvStoredQueue(Journal journal, int number) {
		this.journal = journal;
		this.number = number;
	}

	private QueueMaps maps(Tables tables) throws StoreException {
		QueueMaps maps = tables.queue(number);
		if (maps == null) {
			throw new StoreException(Kind.NO_QUEUE, "The queue " + number + " does not exist", null);
		}
		return maps;
	}

	private void addBytes(Tables tables, long bytes) {
		tables.totals().put(number, tables.totals().getOrDefault(number, 0L) + bytes);
	}

	@Override
	public CompletionStage<Void> append(long lookupId, StoredMessage message) {
		if (!message.hasBody() || lookupId < 0 || lookupId == BEHIND_ALL) {
			throw new IllegalArgumentException("Not a whole message with a lookup id: " + lookupId);
		}
		byte[] record = message.encode();
		byte[] body = message.isLarge() ? message.body() : null;
		int size = message.size();
		AtomicBoolean hidden = new AtomicBoolean();
		return journal.submit(tables -> {
			QueueMaps maps = maps(tables);
			if (hidden.compareAndSet(false, true)) {
				arriving.add(lookupId, size);
			}
			byte[] before = maps.messages().put(lookupId, record);
			if (body != null) {
				maps.bodies().put(lookupId, body);
			}
			addBytes(tables, size - sizeOf(lookupId, before));
		}, message.recoverable(), size).whenComplete((nothing, failure) -> arriving.remove(lookupId));
	}

	@Override
	public CompletionStage<Void> delete(long lookupId, boolean force) {
		return journal.submit(tables -> {
			QueueMaps maps = maps(tables);
			byte[] record = maps.messages().remove(lookupId);
			if (record != null) {
				maps.bodies().remove(lookupId);
				addBytes(tables, -sizeOf(lookupId, record));
			}
		}, force, 0);
	}

	@Override
	public CompletionStage<Void> clear(Set<Long> keep) {
		Set<Long> kept = Set.copyOf(keep);
		return journal.submit(tables -> {
			QueueMaps maps = maps(tables);
			Map<Long, byte[]> messages = values(maps.messages(), kept);
			Map<Long, byte[]> bodies = values(maps.bodies(), kept);
			QueueMaps fresh = tables.purge(number);
			fresh.messages().putAll(messages);
			fresh.bodies().putAll(bodies);
			messages.forEach((lookupId, record) -> addBytes(tables, sizeOf(lookupId, record)));
		}, true, 0);
	}

	private static Map<Long, byte[]> values(MVMap<Long, byte[]> map, Set<Long> keys) {
		Map<Long, byte[]> values = new TreeMap<>();
		for (Long key : keys) {
			byte[] value = map.get(key);
			if (value != null) {
				values.put(key, value);
			}
		}
		return values;
	}

	/** Bytes of the packet of a record; 0 without one, and for one that is damaged. */
	private int sizeOf(long lookupId, byte[] record) {
		try {
			return record == null ? 0 : StoredMessage.decode(record).size();
		} catch (StoreException e) {
			report(lookupId, e.getMessage());
			return 0;
		}
	}

	@Override
	public OptionalLong first() throws StoreException {
		return key(BEFORE_ALL, MVMap::higherKey);
	}

	@Override
	public OptionalLong last() throws StoreException {
		return key(BEHIND_ALL, MVMap::lowerKey);
	}

	@Override
	public OptionalLong next(long lookupId) throws StoreException {
		return key(lookupId, MVMap::higherKey);
	}

	@Override
	public OptionalLong previous(long lookupId) throws StoreException {
		return key(lookupId, MVMap::lowerKey);
	}

	/** One step in a map at one moment. */
	private interface Step {

		Long from(MVMap<Long, byte[]> map, RootReference<Long, byte[]> moment, Long key);
	}

	private OptionalLong key(long start, Step step) throws StoreException {
		return read(OptionalLong.empty(), (maps, tables) -> {
			RootReference<Long, byte[]> moment = maps.messages().getRoot();
			Set<Long> hidden = arriving.ids();
			Long key = step.from(maps.messages(), moment, start);
			while (key != null && hidden.contains(key)) {
				key = step.from(maps.messages(), moment, key);
			}
			return key == null ? OptionalLong.empty() : OptionalLong.of(key);
		});
	}

	@Override
	public StoredMessage read(long lookupId, boolean withBody) throws StoreException {
		return read(null, (maps, tables) -> {
			byte[] record = maps.messages().get(lookupId);
			return record == null || arriving.contains(lookupId) ? null : message(maps, lookupId, record, withBody);
		});
	}

	/** Null for a message that is damaged, which the log says. */
	private StoredMessage message(QueueMaps maps, long lookupId, byte[] record, boolean withBody) {
		try {
			StoredMessage message = StoredMessage.decode(record);
			if (message.hasBody() || !withBody) {
				return message;
			}
			byte[] body = maps.bodies().get(lookupId);
			if (body == null && !maps.messages().containsKey(lookupId)) {
				return null;
			}
			return message.withBody(record, body);
		} catch (StoreException e) {
			report(lookupId, e.getMessage());
			return null;
		}
	}

	private void report(long lookupId, String what) {
		if (reported.size() < MAX_REPORTED && reported.add(lookupId)) {
			LOG.log(System.Logger.Level.ERROR, "Message " + lookupId + " of queue " + number + " is damaged: " + what);
		}
	}

	@Override
	public boolean contains(long lookupId) throws StoreException {
		return read(false, (maps, tables) -> maps.messages().containsKey(lookupId) && !arriving.contains(lookupId));
	}

	@Override
	public long count() throws StoreException {
		return read(0L, (maps, tables) -> {
			RootReference<Long, byte[]> moment = maps.messages().getRoot();
			long hidden = arriving.ids().stream().filter(id -> maps.messages().get(moment.root, id) != null).count();
			return moment.getTotalCount() - hidden;
		});
	}

	@Override
	public long bytes() throws StoreException {
		return read(0L,
				(maps, tables) -> Math.max(0, tables.totals().getOrDefault(number, 0L) - arriving.bytes()));
	}

	/** Reads; once more if the file had to be opened again meanwhile. */
	private <T> T read(T ofNoQueue, BiFunction<QueueMaps, Tables, T> reader) throws StoreException {
		try {
			return attempt(ofNoQueue, reader);
		} catch (MVStoreException e) {
			journal.awaitUsable();
		}
		try {
			return attempt(ofNoQueue, reader);
		} catch (MVStoreException e) {
			boolean damaged = e.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT
					|| e.getErrorCode() == DataUtils.ERROR_CHUNK_NOT_FOUND || e.getCause() instanceof EOFException;
			throw new StoreException(damaged ? Kind.DAMAGED : Kind.READ_FAILED, "Cannot read the queue " + number + ": "
					+ StoreFile.reason(e), e);
		}
	}

	private <T> T attempt(T ofNoQueue, BiFunction<QueueMaps, Tables, T> reader) {
		Tables tables = journal.tables();
		QueueMaps maps = tables.queue(number);
		return maps == null ? ofNoQueue : tables.read(() -> reader.apply(maps, tables));
	}
}
