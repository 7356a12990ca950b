package dev.quayside.queuemanager.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a store should hold, or does hold: queues with their attributes, and their messages in order. */
final class Model {

	/** Of the small values that are compared. */
	static final String TABLE = "sequences";

	/** A message without its bytes. */
	private record Kept(long arrived, boolean recoverable, boolean needsWork, MessageHistory history, int size,
			int hash) {

		static Kept of(StoredMessage message) {
			int hash = Arrays.hashCode(message.packet()) * 31 + Arrays.hashCode(message.sender());
			return new Kept(message.arrived(), message.recoverable(), message.needsWork(), message.history(),
					message.packet().length, hash);
		}

		Kept with(MessageHistory changed) {
			return new Kept(arrived, recoverable, needsWork, changed, size, hash);
		}
	}

	private final SortedMap<Integer, Map<String, String>> queues = new TreeMap<>();
	private final SortedMap<Integer, SortedMap<Long, Kept>> messages = new TreeMap<>();
	private final SortedMap<String, Integer> values = new TreeMap<>();

	Model copy() {
		Model copy = new Model();
		copy.queues.putAll(queues);
		messages.forEach((number, map) -> copy.messages.put(number, new TreeMap<>(map)));
		copy.values.putAll(values);
		return copy;
	}

	void putQueue(int number, Map<String, String> attributes) {
		queues.put(number, Map.copyOf(attributes));
		messages.computeIfAbsent(number, key -> new TreeMap<>());
	}

	void removeQueue(int number) {
		queues.remove(number);
		messages.remove(number);
	}

	void append(int number, long lookupId, StoredMessage message) {
		messages.get(number).put(lookupId, Kept.of(message));
	}

	void delete(int number, long lookupId) {
		messages.get(number).remove(lookupId);
	}

	void clear(int number, Set<Long> keep) {
		messages.get(number).entrySet()
				.removeIf(entry -> !keep.contains(entry.getKey()) && !entry.getValue().needsWork());
	}

	void move(int number, long lookupId, int target, long targetId, MessageHistory history) {
		messages.get(target).put(targetId, messages.get(number).remove(lookupId).with(history));
	}

	void recount(int number, long lookupId, MessageHistory history) {
		messages.get(number).computeIfPresent(lookupId, (id, kept) -> kept.with(history));
	}

	void putValue(String key, byte[] value) {
		values.put(key, Arrays.hashCode(value));
	}

	void removeValue(String key) {
		values.remove(key);
	}

	/** Lookup ids of a queue, in order; null if there is no such queue. */
	long[] ids(int number) {
		return messages.get(number) == null
				? null
				: messages.get(number).keySet().stream().mapToLong(Long::longValue).toArray();
	}

	/**
	 * Reads everything, and checks what does not depend on what should be there: forwards and backwards give the same,
	 * counts and bytes are right, every message is whole.
	 */
	static Model read(MessageStore store) throws StoreException {
		Model model = new Model();
		for (Map.Entry<Integer, Map<String, String>> entry : store.queues().entrySet()) {
			int number = entry.getKey();
			model.putQueue(number, new HashMap<>(entry.getValue()));
			StoredQueue queue = store.queue(number);
			long bytes = 0;
			OptionalLong id = queue.first();
			OptionalLong before = OptionalLong.empty();
			while (id.isPresent()) {
				StoredMessage message = queue.read(id.getAsLong(), true);
				check(message != null && message.hasBody(), "message " + id + " of " + number + " is not whole");
				check(queue.previous(id.getAsLong()).equals(before), "in front of " + id);
				check(queue.contains(id.getAsLong()), "contains " + id);
				check(queue.read(id.getAsLong(), false).size() == message.size(), "size of " + id);
				model.append(number, id.getAsLong(), message);
				bytes += message.size();
				before = id;
				id = queue.next(id.getAsLong());
			}
			model.checkWork(number, queue);
			check(queue.last().equals(before), "the last one of " + number);
			check(queue.count() == model.messages.get(number).size(), "count of " + number + ": " + queue.count());
			check(queue.bytes() == bytes, "bytes of " + number + ": " + queue.bytes() + " for " + bytes);
		}
		store.table(TABLE).forEach(model::putValue);
		return model;
	}

	private void checkWork(int number, StoredQueue queue) throws StoreException {
		List<Long> found = new ArrayList<>();
		for (OptionalLong id = queue.needingWork(-1); id.isPresent(); id = queue.needingWork(id.getAsLong())) {
			found.add(id.getAsLong());
		}
		List<Long> needing = messages.get(number).entrySet().stream().filter(entry -> entry.getValue().needsWork())
				.map(Map.Entry::getKey).toList();
		check(found.equals(needing), "those of " + number + " that need work: " + found + " for " + needing);
	}

	private static void check(boolean fine, String what) {
		if (!fine) {
			throw new AssertionError("Wrong: " + what);
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Model model && queues.equals(model.queues) && messages.equals(model.messages)
				&& values.equals(model.values);
	}

	@Override
	public int hashCode() {
		return queues.hashCode() + messages.hashCode() + values.hashCode();
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		messages.forEach((number, map) -> text.append(number).append(queues.get(number)).append(map.keySet()));
		return text.append(values.keySet()).toString();
	}
}
