package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.StoreException.Kind;
import dev.quayside.queuemanager.store.Tables.QueueMaps;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RootReference;

import java.io.EOFException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One map for the messages of a queue, one for their large bodies, and a line in the map of totals. */
final class MvStoredQueue implements StoredQueue {

	private static final System.Logger LOG = System.getLogger(MvStoredQueue.class.getName());
	private static final int MAX_REPORTED = 1000;
	private static final long BEFORE_ALL = -1;
	private static final long BEHIND_ALL = Long.MAX_VALUE;

	/** Makes changes as {@link MessageStore#apply} does. */
	interface Changes {

		CompletionStage<Void> apply(List<StoreChange> changes, boolean force);
	}

	private final Journal journal;
	private final int number;
	private final Changes changes;
	private final Arriving arriving = new Arriving();
	private final Set<Long> reported = ConcurrentHashMap.newKeySet();

	MvStoredQueue(Journal journal, int number, Changes changes) {
		this.journal = journal;
		this.number = number;
		this.changes = changes;
	}

	/** Fails for what no message can have. */
	static void checkId(long lookupId) {
		if (lookupId < 0 || lookupId == BEHIND_ALL) {
			throw new IllegalArgumentException("Not a lookup id: " + lookupId);
		}
	}

	/** Nobody sees this message, which is about to be added, until {@link #show}. */
	void hide(long lookupId, int size) {
		arriving.add(lookupId, size);
	}

	void show(List<Long> lookupIds) {
		arriving.remove(lookupIds);
	}

	@Override
	public CompletionStage<Void> append(long lookupId, StoredMessage message) {
		return changes.apply(List.of(new StoreChange.Append(number, lookupId, message)), message.recoverable());
	}

	@Override
	public CompletionStage<Void> delete(long lookupId, boolean force) {
		return changes.apply(List.of(new StoreChange.Delete(number, lookupId)), force);
	}

	@Override
	public CompletionStage<Void> clear(Set<Long> keep) {
		return changes.apply(List.of(new StoreChange.Clear(number, keep)), true);
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

	@Override
	public OptionalLong needingWork(long lookupId) throws StoreException {
		return key(QueueMaps::work, lookupId, MVMap::higherKey);
	}

	/** One step in a map at one moment. */
	private interface Step {

		Long from(MVMap<Long, byte[]> map, RootReference<Long, byte[]> moment, Long key);
	}

	private OptionalLong key(long start, Step step) throws StoreException {
		return key(QueueMaps::messages, start, step);
	}

	private OptionalLong key(Function<QueueMaps, MVMap<Long, byte[]>> choice, long start, Step step)
			throws StoreException {
		return read(OptionalLong.empty(), (maps, tables) -> {
			MVMap<Long, byte[]> map = choice.apply(maps);
			RootReference<Long, byte[]> moment = map.getRoot();
			Set<Long> hidden = arriving.ids();
			Long key = step.from(map, moment, start);
			while (key != null && hidden.contains(key)) {
				key = step.from(map, moment, key);
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

	/** Says once in the log that a message is damaged. */
	void report(long lookupId, String what) {
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
				(maps, tables) -> Math.max(0, tables.totals().get(number) - arriving.bytes()));
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
