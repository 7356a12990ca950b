package dev.quayside.queuemanager.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** Threads that append and delete at once until the store fails, and what they were told. */
final class Producers {

	static final int QUEUE = 16;

	private final Map<Long, StoredMessage> handedOver = new ConcurrentHashMap<>();
	private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
	private final Set<Long> deleted = ConcurrentHashMap.newKeySet();
	/** Deleted before something else that was forced. */
	private final Set<Long> gone = ConcurrentHashMap.newKeySet();

	/** Runs so many threads to their end. */
	void run(MvMessageStore store, int threads, int messages, SplittableRandom random) throws InterruptedException {
		List<Thread> running = new ArrayList<>();
		for (int thread = 0; thread < threads; thread++) {
			SplittableRandom own = random.split();
			running.add(new Thread(() -> produce(store, messages, own)));
		}
		running.forEach(Thread::start);
		for (Thread thread : running) {
			thread.join();
		}
	}

	private void produce(MvMessageStore store, int messages, SplittableRandom random) {
		Deque<Long> own = new ArrayDeque<>();
		List<Long> unforced = new ArrayList<>();
		try {
			for (int message = 0; message < messages; message++) {
				append(store, own, unforced, random);
				if (own.size() > 5 && random.nextInt(3) > 0) {
					long id = random.nextBoolean() ? own.pollFirst() : own.pollLast();
					deleted.add(id);
					store.queue(QUEUE).delete(id).toCompletableFuture().join();
					unforced.add(id);
				}
			}
		} catch (StoreException | CompletionException e) {
			// the store has failed: what is not acknowledged may be gone
		}
	}

	private void append(MvMessageStore store, Deque<Long> own, List<Long> unforced, SplittableRandom random)
			throws StoreException {
		long id = (long) random.nextInt(8) << 56 | store.nextSequence();
		StoredMessage message = Script.message(random);
		if (handedOver.put(id, message) != null) {
			throw new AssertionError("Lookup id " + id + " was given twice");
		}
		store.queue(QUEUE).append(id, message).toCompletableFuture().join();
		own.add(id);
		if (message.recoverable()) {
			acknowledged.add(id);
			gone.addAll(unforced);
			unforced.clear();
		}
	}

	/** Fails unless all that was promised is there, and nothing else. */
	void check(MvMessageStore store) throws StoreException {
		Model.read(store);
		Set<Long> missing = ConcurrentHashMap.newKeySet();
		missing.addAll(acknowledged);
		missing.removeAll(deleted);
		StoredQueue queue = store.queue(QUEUE);
		for (OptionalLong id = queue.first(); id.isPresent(); id = queue.next(id.getAsLong())) {
			StoredMessage expected = handedOver.get(id.getAsLong());
			if (expected == null || !Arrays.equals(expected.packet(), queue.read(id.getAsLong(), true).packet())) {
				throw new AssertionError("Message " + id + " was never handed over like that");
			}
			if (gone.contains(id.getAsLong())) {
				throw new AssertionError("Message " + id + " is back, although its deletion was forced");
			}
			missing.remove(id.getAsLong());
		}
		if (!missing.isEmpty()) {
			throw new AssertionError("Acknowledged and missing: " + missing);
		}
	}
}
