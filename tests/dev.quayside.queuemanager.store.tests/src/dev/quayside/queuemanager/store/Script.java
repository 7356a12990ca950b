package dev.quayside.queuemanager.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Random changes of a store, one at a time, with the states that they lead to. After a crash the store must be in one of
 * the states from the last forced change on.
 */
final class Script {

	/** From 16 on. */
	static final int QUEUES = 3;
	static final int NO_QUEUE = 99;
	static final long NO_MESSAGE = Long.MAX_VALUE - 1;

	private static final int HEADER = 120;

	private final SplittableRandom random;
	private final List<Model> states = new ArrayList<>();
	private final List<String> steps = new ArrayList<>();
	private int acknowledged;
	private long lastSequence;
	/** Whether the last state is that of a change that has not completed. */
	private boolean attempting;

	Script(long seed, Model start, long lastSequence) {
		random = new SplittableRandom(seed);
		this.lastSequence = lastSequence;
		states.add(start);
		steps.add("start");
	}

	/** Makes changes until there are so many or one fails; whether all were made. */
	boolean run(MessageStore store, int count) {
		try {
			for (int step = 0; step < count; step++) {
				step(store);
			}
			return true;
		} catch (StoreException e) {
			steps.add("failed: " + e.getMessage());
			return false;
		}
	}

	/** The change that failed has not happened. */
	void undo() {
		if (attempting) {
			states.remove(states.size() - 1);
			attempting = false;
		}
	}

	private void step(MessageStore store) throws StoreException {
		Model next = last().copy();
		int number = 16 + random.nextInt(QUEUES);
		int kind = random.nextInt(100);
		if (next.ids(number) == null || kind < 3) {
			Map<String, String> attributes = Map.of("name", "queue" + number, "label", "ü=" + random.nextInt());
			next.putQueue(number, attributes);
			announce("put queue " + number, next);
			store.putQueue(number, attributes);
			done(true);
		} else if (kind < 5) {
			next.removeQueue(number);
			announce("remove queue " + number, next);
			store.removeQueue(number);
			done(true);
		} else if (kind < 40 || next.ids(number).length == 0) {
			append(store, number, next);
		} else if (kind < 65) {
			batch(store, next);
		} else if (kind < 95) {
			long[] ids = next.ids(number);
			long id = ids[random.nextInt(Math.min(ids.length, 4))];
			next.delete(number, id);
			announce("delete " + id, next);
			await(store.queue(number).delete(id));
			done(false);
		} else {
			Set<Long> keep = new HashSet<>();
			for (long id : next.ids(number)) {
				if (random.nextInt(10) == 0) {
					keep.add(id);
				}
			}
			next.clear(number, keep);
			announce("clear " + number + " but " + keep, next);
			await(store.queue(number).clear(keep));
			done(true);
		}
	}

	private void batch(MessageStore store, Model next) throws StoreException {
		BatchScript batch = new BatchScript(random, next, () -> newId(store));
		boolean force = random.nextBoolean();
		if (random.nextInt(4) == 0) {
			batch.fail(store);
			return;
		}
		batch.fill(1 + random.nextInt(12));
		announce("batch " + batch + (force ? ", forced" : ""), next);
		await(store.apply(batch.changes(), force));
		done(force);
	}

	private long newId(MessageStore store) throws StoreException {
		long sequence = store.nextSequence();
		if (sequence <= lastSequence) {
			throw new AssertionError("Sequence " + sequence + " was given before");
		}
		lastSequence = sequence;
		return (long) random.nextInt(3) << 56 | sequence;
	}

	private void append(MessageStore store, int number, Model next) throws StoreException {
		long id = newId(store);
		StoredMessage message = message(random);
		next.append(number, id, message);
		announce("append " + id + (message.recoverable() ? "" : " express") + ", " + message.size(), next);
		await(store.queue(number).append(id, message));
		done(message.recoverable());
	}

	/** A message with a small, a large or a very large body. */
	static StoredMessage message(SplittableRandom random) {
		int kind = random.nextInt(20);
		int body = kind == 0
				? 40_000 + random.nextInt(20_000)
				: kind < 4 ? 4096 + random.nextInt(200) : random.nextInt(600);
		byte[] packet = new byte[HEADER + body + random.nextInt(40)];
		random.nextBytes(packet);
		byte[] sender = new byte[random.nextBoolean() ? 4 : 16];
		random.nextBytes(sender);
		return new StoredMessage(random.nextInt() & 0xFFFFFFFFL, random.nextInt(3) > 0, sender, packet, HEADER, body)
				.withNeedsWork(random.nextInt(4) == 0);
	}

	private void announce(String step, Model next) {
		steps.add(step);
		states.add(next);
		attempting = true;
	}

	private void done(boolean forced) {
		attempting = false;
		if (forced) {
			acknowledged = states.size() - 1;
		}
	}

	static void await(CompletionStage<Void> stage) throws StoreException {
		try {
			stage.toCompletableFuture().join();
		} catch (CompletionException e) {
			if (e.getCause() instanceof StoreException cause) {
				throw cause;
			}
			throw e;
		}
	}

	/** The last number that {@link MessageStore#nextSequence()} gave. */
	long lastSequence() {
		return lastSequence;
	}

	/** Fails unless the store is in a state that it may be in after a crash; that state. */
	Model check(MessageStore store) throws StoreException {
		Model found = Model.read(store);
		for (int state = states.size() - 1; state >= acknowledged; state--) {
			if (states.get(state).equals(found)) {
				return found;
			}
		}
		int behind = states.lastIndexOf(found);
		throw new AssertionError("The store is in " + (behind < 0
				? "a state that never was: " + found + ", expected " + last()
				: "the state after step " + behind + ", although step " + acknowledged + " was acknowledged")
				+ "; the last steps: " + steps.subList(Math.max(0, steps.size() - 12), steps.size()));
	}

	/** The state after the last change. */
	Model last() {
		return states.get(states.size() - 1);
	}
}
