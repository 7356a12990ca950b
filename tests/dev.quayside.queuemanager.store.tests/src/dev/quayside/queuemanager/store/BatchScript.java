package dev.quayside.queuemanager.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Random changes that are made together, and what they lead to. */
final class BatchScript {

	/** Numbers for new messages. */
	interface Ids {

		long next() throws StoreException;
	}

	private static final int KEYS = 6;

	private final SplittableRandom random;
	private final Model model;
	private final Ids ids;
	private final int[] queues;
	private final List<StoreChange> changes = new ArrayList<>();

	/**
	 * @param model
	 *            that is changed
	 */
	BatchScript(SplittableRandom random, Model model, Ids ids) {
		this.random = random;
		this.model = model;
		this.ids = ids;
		this.queues = IntStream.range(16, 16 + Script.QUEUES).filter(queue -> model.ids(queue) != null).toArray();
	}

	List<StoreChange> changes() {
		return changes;
	}

	void fill(int count) throws StoreException {
		for (int change = 0; change < count; change++) {
			int queue = anyQueue();
			long[] present = model.ids(queue);
			int kind = random.nextInt(100);
			if (kind < 25 || present.length == 0) {
				append(queue);
			} else if (kind < 80) {
				changeMessage(queue, present[random.nextInt(present.length)], kind);
			} else if (kind < 83) {
				clear(queue, present);
			} else {
				changeValue(kind);
			}
		}
	}

	private int anyQueue() {
		return queues[random.nextInt(queues.length)];
	}

	private void append(int queue) throws StoreException {
		long id = ids.next();
		StoredMessage message = Script.message(random);
		model.append(queue, id, message);
		changes.add(new StoreChange.Append(queue, id, message));
	}

	private void changeMessage(int queue, long id, int kind) throws StoreException {
		MessageHistory history = new MessageHistory(random.nextInt(5), random.nextInt(5),
				random.nextInt() & 0xFFFFFFFFL, random.nextInt(0x10000));
		if (kind < 40) {
			model.delete(queue, id);
			changes.add(new StoreChange.Delete(queue, id));
		} else if (kind < 70) {
			int target = anyQueue();
			long targetId = random.nextBoolean() && target != queue ? id : ids.next();
			model.move(queue, id, target, targetId, history);
			changes.add(new StoreChange.Move(queue, id, target, targetId, history));
		} else {
			model.recount(queue, id, history);
			changes.add(new StoreChange.Recount(queue, id, history));
		}
	}

	private void clear(int queue, long[] present) {
		Set<Long> keep = LongStream.of(present).boxed().filter(id -> random.nextInt(4) == 0)
				.collect(Collectors.toSet());
		model.clear(queue, keep);
		changes.add(new StoreChange.Clear(queue, keep));
	}

	private void changeValue(int kind) {
		String key = "key/" + random.nextInt(KEYS);
		if (kind < 90) {
			model.removeValue(key);
			changes.add(new StoreChange.Remove(Model.TABLE, key));
			return;
		}
		byte[] value = new byte[random.nextInt(50)];
		random.nextBytes(value);
		model.putValue(key, value);
		changes.add(new StoreChange.Put(Model.TABLE, key, value));
	}

	/** Changes of which the last one cannot be made. */
	void fail(MessageStore store) throws StoreException {
		Model before = Model.read(store);
		fill(random.nextInt(8));
		changes.add(switch (random.nextInt(4)) {
			case 0 -> new StoreChange.Delete(Script.NO_QUEUE, 1);
			case 1 -> new StoreChange.Move(anyQueue(), Script.NO_MESSAGE, anyQueue(), 1, MessageHistory.NONE);
			case 2 -> new StoreChange.Recount(anyQueue(), Script.NO_MESSAGE, MessageHistory.NONE);
			default -> new StoreChange.Append(Script.NO_QUEUE, 1, Script.message(random));
		});
		try {
			Script.await(store.apply(changes, random.nextBoolean()));
			throw new AssertionError("Made what cannot be made: " + this);
		} catch (StoreException e) {
			if (e.kind() != StoreException.Kind.NO_QUEUE && e.kind() != StoreException.Kind.NO_MESSAGE) {
				throw e;
			}
		}
		Model after = Model.read(store);
		if (!after.equals(before)) {
			throw new AssertionError(this + " failed, and made of " + before + " this: " + after);
		}
	}

	@Override
	public String toString() {
		return changes.stream().map(BatchScript::text).collect(Collectors.joining(", "));
	}

	private static String text(StoreChange change) {
		return change instanceof StoreChange.Append append
				? "append " + append.lookupId() + " to " + append.queue()
				: change.toString();
	}
}
