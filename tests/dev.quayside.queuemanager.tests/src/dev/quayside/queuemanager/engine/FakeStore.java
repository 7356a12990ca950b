package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A store in memory that changes in a thread of its own, as the real one does; it can be made slow, and made to fail. */
public final class FakeStore implements MessageStore {

	private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
		Thread thread = new Thread(task, "fake-store");
		thread.setDaemon(true);
		return thread;
	});
	private final SortedMap<Integer, Map<String, String>> attributes = new TreeMap<>();
	private final Map<Integer, FakeQueue> queues = new ConcurrentHashMap<>();
	private final Map<String, SortedMap<String, byte[]>> tables = new ConcurrentHashMap<>();
	private final Map<String, List<byte[]>> logs = new HashMap<>();
	private final List<Runnable> held = new ArrayList<>();
	private boolean holding;
	private long sequence;
	/** Changes fail. */
	public volatile boolean failing;
	/** So many changes succeed before all fail; negative: none fails for that. */
	volatile int successes = -1;
	/** Reads fail. */
	volatile boolean unreadable;

	/** From now on changes wait for {@link #proceed}. */
	public synchronized void hold() {
		holding = true;
	}

	/** Makes the changes that were held. */
	public synchronized void proceed() {
		holding = false;
		held.forEach(writer::execute);
		held.clear();
	}

	@Override
	public CompletionStage<Void> apply(List<StoreChange> changes, boolean force) {
		return submit(() -> {
			Runnable undo = changes.size() > 1 ? memory() : () -> {};
			try {
				for (StoreChange change : changes) {
					make(change, force);
				}
			} catch (StoreException e) {
				undo.run();
				throw e;
			}
		});
	}

	/** Goes back to what there is now. */
	private Runnable memory() {
		Map<FakeQueue, Map<Long, StoredMessage>> messages = new HashMap<>();
		queues.values().forEach(queue -> messages.put(queue, new TreeMap<>(queue.messages)));
		Map<String, Map<String, byte[]>> kept = new HashMap<>();
		tables.forEach((name, table) -> kept.put(name, new TreeMap<>(table)));
		return () -> {
			queues.values().forEach(queue -> {
				queue.messages.clear();
				queue.messages.putAll(messages.getOrDefault(queue, Map.of()));
			});
			tables.values().forEach(Map::clear);
			kept.forEach((name, table) -> values(name).putAll(table));
		};
	}

	private void make(StoreChange change, boolean force) throws StoreException {
		if (change instanceof StoreChange.Append append) {
			queue(append.queue()).messages.put(append.lookupId(), append.message());
		} else if (change instanceof StoreChange.Delete delete) {
			queue(delete.queue()).messages.remove(delete.lookupId());
			if (force) {
				queue(delete.queue()).forced.add(delete.lookupId());
			}
		} else if (change instanceof StoreChange.Clear clear) {
			queue(clear.queue()).messages.entrySet()
					.removeIf(entry -> !clear.keep().contains(entry.getKey()) && !entry.getValue().needsWork());
		} else if (change instanceof StoreChange.Move move) {
			StoredMessage moved = queue(move.queue()).take(move.lookupId());
			queue(move.target()).messages.put(move.targetId(), moved.withHistory(move.history()));
		} else if (change instanceof StoreChange.Recount recount) {
			FakeQueue queue = queue(recount.queue());
			queue.messages.put(recount.lookupId(), queue.take(recount.lookupId()).withHistory(recount.history()));
		} else if (change instanceof StoreChange.Put put) {
			values(put.table()).put(put.key(), put.value().clone());
		} else if (change instanceof StoreChange.Remove remove) {
			values(remove.table()).remove(remove.key());
		} else if (change instanceof StoreChange.Note note) {
			logs.computeIfAbsent(note.table(), key -> new ArrayList<>()).add(note.record().clone());
		}
	}

	private SortedMap<String, byte[]> values(String table) {
		return tables.computeIfAbsent(table, key -> new ConcurrentSkipListMap<>());
	}

	@Override
	public SortedMap<String, byte[]> table(String name) {
		return new TreeMap<>(values(name));
	}

	@Override
	public List<byte[]> log(String table, int size) {
		return List.copyOf(logs.getOrDefault(table, List.of()));
	}

	/** A change in memory. */
	private interface Change {

		void make() throws StoreException;
	}

	private synchronized CompletableFuture<Void> submit(Change change) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		Runnable task = () -> {
			if (successes > 0) {
				successes--;
			} else if (successes == 0) {
				failing = true;
			}
			if (failing) {
				done.completeExceptionally(failure());
			} else {
				try {
					change.make();
					done.complete(null);
				} catch (StoreException e) {
					done.completeExceptionally(e);
				}
			}
		};
		if (holding) {
			held.add(task);
		} else {
			writer.execute(task);
		}
		return done;
	}

	private static StoreException failure() {
		return new StoreException(StoreException.Kind.WRITE_FAILED, "No space left", null);
	}

	@Override
	public UUID queueManagerId() {
		return new UUID(0, 42);
	}

	@Override
	public synchronized SortedMap<Integer, Map<String, String>> queues() {
		return new TreeMap<>(attributes);
	}

	@Override
	public synchronized void putQueue(int number, Map<String, String> values) throws StoreException {
		if (failing) {
			throw failure();
		}
		attributes.put(number, values);
	}

	@Override
	public synchronized void removeQueue(int number) throws StoreException {
		if (failing) {
			throw failure();
		}
		attributes.remove(number);
	}

	@Override
	public FakeQueue queue(int number) {
		return queues.computeIfAbsent(number, FakeQueue::new);
	}

	@Override
	public synchronized long nextSequence() throws StoreException {
		if (failing) {
			throw failure();
		}
		return ++sequence;
	}

	@Override
	public long size() {
		return 0;
	}

	@Override
	public CompletionStage<Void> tidy() {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public long forces() {
		return 0;
	}

	@Override
	public void close() {
		writer.shutdown();
	}

	/** The messages of one queue. */
	public final class FakeQueue implements StoredQueue {

		private final int number;
		private final NavigableMap<Long, StoredMessage> messages = new ConcurrentSkipListMap<>();
		/** Lookup ids whose deletion was to be forced. */
		final Set<Long> forced = ConcurrentHashMap.newKeySet();

		FakeQueue(int number) {
			this.number = number;
		}

		@Override
		public CompletionStage<Void> append(long lookupId, StoredMessage message) {
			return apply(List.of(new StoreChange.Append(number, lookupId, message)), message.recoverable());
		}

		@Override
		public CompletionStage<Void> delete(long lookupId, boolean force) {
			return apply(List.of(new StoreChange.Delete(number, lookupId)), force);
		}

		@Override
		public CompletionStage<Void> clear(Set<Long> keep) {
			return apply(List.of(new StoreChange.Clear(number, keep)), true);
		}

		private StoredMessage take(long lookupId) throws StoreException {
			StoredMessage message = messages.remove(lookupId);
			if (message == null) {
				throw new StoreException(StoreException.Kind.NO_MESSAGE, "No message " + lookupId, null);
			}
			return message;
		}

		private OptionalLong id(Long key) throws StoreException {
			if (unreadable) {
				throw new StoreException(StoreException.Kind.CLOSED, "Closed", null);
			}
			return key == null ? OptionalLong.empty() : OptionalLong.of(key);
		}

		@Override
		public OptionalLong first() throws StoreException {
			return messages.isEmpty() ? id(null) : id(messages.firstEntry().getKey());
		}

		@Override
		public OptionalLong last() throws StoreException {
			return messages.isEmpty() ? id(null) : id(messages.lastEntry().getKey());
		}

		@Override
		public OptionalLong next(long lookupId) throws StoreException {
			return id(messages.higherKey(lookupId));
		}

		@Override
		public OptionalLong previous(long lookupId) throws StoreException {
			return id(messages.lowerKey(lookupId));
		}

		@Override
		public OptionalLong needingWork(long lookupId) throws StoreException {
			return id(messages.tailMap(lookupId, false).entrySet().stream()
					.filter(entry -> entry.getValue().needsWork()).map(Map.Entry::getKey).findFirst().orElse(null));
		}

		@Override
		public StoredMessage read(long lookupId, boolean withBody) {
			return messages.get(lookupId);
		}

		@Override
		public boolean contains(long lookupId) {
			return messages.containsKey(lookupId);
		}

		@Override
		public long count() {
			return messages.size();
		}

		@Override
		public long bytes() {
			return messages.values().stream().mapToLong(StoredMessage::size).sum();
		}
	}
}
