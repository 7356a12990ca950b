package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.StoreException.Kind;
import dev.quayside.queuemanager.store.Tables.QueueMaps;

import org.h2.mvstore.MVMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Changes that are made together or not at all; what they add is hidden until they have completed. */
final class Batch implements Journal.Change {

	private static final byte[] NOTHING = {};

	/** One of the changes, ready to be made. */
	private interface Step {

		void apply(Tables tables, Undo undo) throws StoreException;
	}

	private final IntFunction<MvStoredQueue> queues;
	private final List<Step> steps = new ArrayList<>();
	private final Map<MvStoredQueue, List<Long>> hidden = new HashMap<>();
	private final Map<String, byte[]> values = new HashMap<>();
	private long bytes;
	private boolean completed;

	/**
	 * @param queues
	 *            by their numbers
	 */
	Batch(List<StoreChange> changes, IntFunction<MvStoredQueue> queues) {
		this.queues = queues;
		for (StoreChange change : changes) {
			steps.add(step(change));
		}
	}

	private Step step(StoreChange change) {
		if (change instanceof StoreChange.Append append) {
			return append(append);
		} else if (change instanceof StoreChange.Delete delete) {
			return (tables, undo) -> delete(tables, delete.queue(), delete.lookupId(), undo);
		} else if (change instanceof StoreChange.Clear clear) {
			return (tables, undo) -> clear(tables, clear, undo);
		} else if (change instanceof StoreChange.Move move) {
			MvStoredQueue.checkId(move.targetId());
			return (tables, undo) -> move(tables, move, undo);
		} else if (change instanceof StoreChange.Recount recount) {
			return (tables, undo) -> recount(tables, recount, undo);
		} else if (change instanceof StoreChange.Put put) {
			String name = SmallValues.name(put.table(), put.key());
			byte[] value = SmallValues.value(put.value());
			values.put(name, value);
			bytes += value.length;
			return (tables, undo) -> SmallValues.put(tables, name, value, undo);
		}
		if (change instanceof StoreChange.Note note) {
			bytes += note.record().length;
			return (tables, undo) -> tables.log(note.table()).add(note.record(), undo);
		}
		StoreChange.Remove remove = (StoreChange.Remove) change;
		String name = SmallValues.name(remove.table(), remove.key());
		values.put(name, null);
		return (tables, undo) -> undo.remove(tables.values(), name);
	}

	private Step append(StoreChange.Append append) {
		StoredMessage message = append.message();
		MvStoredQueue.checkId(append.lookupId());
		if (!message.hasBody()) {
			throw new IllegalArgumentException("Not a whole message: " + append.lookupId());
		}
		byte[] record = message.encode();
		byte[] body = message.isLarge() ? message.body() : null;
		int size = message.size();
		bytes += size;
		return (tables, undo) -> {
			QueueMaps maps = maps(tables, append.queue());
			hide(append.queue(), append.lookupId(), size);
			put(tables, maps, append.queue(), append.lookupId(), new Kept(record, body, message.needsWork(), size),
					undo);
		};
	}

	/** A message as it is in the maps. */
	private record Kept(byte[] record, byte[] bodyOrNull, boolean needsWork, int size) {}

	/** Bytes that the changes add. */
	long bytes() {
		return bytes;
	}

	@Override
	public void apply(Tables tables) throws StoreException {
		Undo undo = new Undo();
		try {
			for (Step step : steps) {
				step.apply(tables, undo);
			}
		} catch (StoreException e) {
			undo.rollback();
			throw e;
		}
	}

	/** What was added comes into sight, whether the changes were made or not. */
	CompletableFuture<Void> watch(CompletableFuture<Void> done, SmallValues small) {
		return done.whenComplete((nothing, failure) -> {
			if (failure == null) {
				values.forEach(small::completed);
			}
			show();
		});
	}

	private synchronized void show() {
		completed = true;
		hidden.forEach(MvStoredQueue::show);
		hidden.clear();
	}

	/** Not once more when the change, long completed, is repeated because the file was opened again. */
	private synchronized void hide(int number, long lookupId, int size) {
		if (!completed) {
			MvStoredQueue queue = queues.apply(number);
			queue.hide(lookupId, size);
			hidden.computeIfAbsent(queue, key -> new ArrayList<>()).add(lookupId);
		}
	}

	private static QueueMaps maps(Tables tables, int number) throws StoreException {
		QueueMaps maps = tables.queue(number);
		if (maps == null) {
			throw new StoreException(Kind.NO_QUEUE, "The queue " + number + " does not exist", null);
		}
		return maps;
	}

	private static void addBytes(Tables tables, long number, long added, Undo undo) {
		tables.totals().add(number, added, undo);
	}

	private void put(Tables tables, QueueMaps maps, int number, long lookupId, Kept kept, Undo undo) {
		byte[] before = undo.put(maps.messages(), lookupId, kept.record());
		boolean isNew = before == null;
		set(maps.bodies(), lookupId, kept.bodyOrNull(), isNew, undo);
		set(maps.work(), lookupId, kept.needsWork() ? NOTHING : null, isNew, undo);
		addBytes(tables, number, kept.size() - sizeOf(number, lookupId, before), undo);
	}

	/** A message that is new has nothing that would have to be removed. */
	private static void set(MVMap<Long, byte[]> map, long lookupId, byte[] valueOrNull, boolean isNew, Undo undo) {
		if (valueOrNull != null) {
			undo.put(map, lookupId, valueOrNull);
		} else if (!isNew) {
			undo.remove(map, lookupId);
		}
	}

	private void delete(Tables tables, int number, long lookupId, Undo undo) throws StoreException {
		QueueMaps maps = maps(tables, number);
		byte[] record = undo.remove(maps.messages(), lookupId);
		if (record != null) {
			undo.remove(maps.bodies(), lookupId);
			undo.remove(maps.work(), lookupId);
			addBytes(tables, number, -sizeOf(number, lookupId, record), undo);
		}
	}

	/** Bytes of the packet of a record; 0 without one, and for one that is damaged. */
	private int sizeOf(int number, long lookupId, byte[] record) {
		try {
			return record == null ? 0 : StoredMessage.decode(record).size();
		} catch (StoreException e) {
			queues.apply(number).report(lookupId, e.getMessage());
			return 0;
		}
	}

	private void clear(Tables tables, StoreChange.Clear clear, Undo undo) throws StoreException {
		QueueMaps maps = maps(tables, clear.queue());
		Map<Long, Kept> kept = new TreeMap<>();
		Set<Long> keep = new HashSet<>(clear.keep());
		maps.work().keyIterator(null).forEachRemaining(keep::add);
		for (Long lookupId : keep) {
			byte[] record = maps.messages().get(lookupId);
			if (record != null) {
				kept.put(lookupId, new Kept(record, maps.bodies().get(lookupId), maps.work().containsKey(lookupId),
						sizeOf(clear.queue(), lookupId, record)));
			}
		}
		QueueMaps fresh = tables.purge(clear.queue(), undo);
		kept.forEach((lookupId, message) -> put(tables, fresh, clear.queue(), lookupId, message, undo));
	}

	private byte[] record(Tables tables, int number, long lookupId) throws StoreException {
		byte[] record = maps(tables, number).messages().get(lookupId);
		if (record == null) {
			throw new StoreException(Kind.NO_MESSAGE, "There is no message " + lookupId + " in the queue " + number,
					null);
		}
		return record;
	}

	private void move(Tables tables, StoreChange.Move move, Undo undo) throws StoreException {
		byte[] record = record(tables, move.queue(), move.lookupId());
		QueueMaps target = maps(tables, move.target());
		StoredMessage message = StoredMessage.decode(record);
		byte[] body = maps(tables, move.queue()).bodies().get(move.lookupId());
		Kept moved = new Kept(StoredMessage.withHistory(record, move.history()), body, message.needsWork(),
				message.size());
		hide(move.target(), move.targetId(), message.size());
		delete(tables, move.queue(), move.lookupId(), undo);
		put(tables, target, move.target(), move.targetId(), moved, undo);
	}

	private void recount(Tables tables, StoreChange.Recount recount, Undo undo) throws StoreException {
		byte[] record = record(tables, recount.queue(), recount.lookupId());
		undo.put(maps(tables, recount.queue()).messages(), recount.lookupId(),
				StoredMessage.withHistory(record, recount.history()));
	}
}
