package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.ArrayList;
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
	private final List<Runnable> held = new ArrayList<>();
	private boolean holding;
	private long sequence;
	/** Changes fail. */
	public volatile boolean failing;
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

	private synchronized CompletableFuture<Void> submit(Runnable change) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		Runnable task = () -> {
			if (failing) {
				done.completeExceptionally(failure());
			} else {
				change.run();
				done.complete(null);
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
	public synchronized void removeQueue(int number) {
		attributes.remove(number);
	}

	@Override
	public FakeQueue queue(int number) {
		return queues.computeIfAbsent(number, key -> new FakeQueue());
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
	public long forces() {
		return 0;
	}

	@Override
	public void close() {
		writer.shutdown();
	}

	/** The messages of one queue. */
	public final class FakeQueue implements StoredQueue {

		private final NavigableMap<Long, StoredMessage> messages = new ConcurrentSkipListMap<>();
		/** Lookup ids whose deletion was to be forced,  */
		final Set<Long> forced = ConcurrentHashMap.newKeySet();

		@Override
		public CompletionStage<Void> append(long lookupId, StoredMessage message) {
			return submit(() -> messages.put(lookupId, message));
		}

		@Override
		public CompletionStage<Void> delete(long lookupId, boolean force) {
			return submit(() -> {
				messages.remove(lookupId);
				if (force) {
					forced.add(lookupId);
				}
			});
		}

		@Override
		public CompletionStage<Void> clear(Set<Long> keep) {
			return submit(() -> messages.keySet().retainAll(keep));
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

	@Override
	public java.util.concurrent.CompletionStage<Void> apply(
			java.util.List<dev.quayside.queuemanager.store.StoreChange> changes,
			boolean force) {
		throw new UnsupportedOperationException();
	}

	@Override
	public java.util.SortedMap<String, byte[]> table(String name) {
		throw new UnsupportedOperationException();
	}
}
