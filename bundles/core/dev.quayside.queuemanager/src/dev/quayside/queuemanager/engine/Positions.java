package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Which messages of a queue can be read now ([MS-MQDMPR] 3.1.1.11, 3.1.7.3.2). A locked message is hidden from peeks,
 * too. The monitor of the queue guards it.
 */
final class Positions {

	private static final System.Logger LOG = System.getLogger(Positions.class.getName());

	/** What is not available. */
	private enum State {
		/** A receive holds it. */
		LOCKED,
		/** A receive holds it, and a purge wanted it gone. */
		PURGE_PENDING,
		/** It is being deleted. */
		DELETED
	}

	private final StoredQueue stored;
	private final Environment environment;
	private final Object monitor;
	private final LongConsumer available;
	private final Map<Long, State> states = new HashMap<>();

	/**
	 * @param monitor
	 *            that of the queue
	 * @param available
	 *            told when a message can be read again
	 */
	Positions(StoredQueue stored, Environment environment, Object monitor, LongConsumer available) {
		this.stored = stored;
		this.environment = environment;
		this.monitor = monitor;
		this.available = available;
	}

	/** The first one behind that is available, or null. */
	QueueMessage next(long lookupId, boolean withBody) throws StoreException {
		QueueMessage message = null;
		OptionalLong id = stored.next(lookupId);
		while (message == null && id.isPresent()) {
			message = at(id.getAsLong(), withBody);
			id = stored.next(id.getAsLong());
		}
		return message;
	}

	/** The last one in front that is available, or null. */
	QueueMessage previous(long lookupId, boolean withBody) throws StoreException {
		return backward(stored.previous(lookupId), withBody);
	}

	/** The last one of all that is available, or null. */
	QueueMessage last(boolean withBody) throws StoreException {
		return backward(stored.last(), withBody);
	}

	private QueueMessage backward(OptionalLong start, boolean withBody) throws StoreException {
		QueueMessage message = null;
		OptionalLong id = start;
		while (message == null && id.isPresent()) {
			message = at(id.getAsLong(), withBody);
			id = stored.previous(id.getAsLong());
		}
		return message;
	}

	/** This message if it is available and its time to be received is not over, or null. */
	QueueMessage at(long lookupId, boolean withBody) throws StoreException {
		if (states.containsKey(lookupId)) {
			return null;
		}
		StoredMessage message = stored.read(lookupId, withBody);
		if (message == null) {
			return null;
		}
		if (Expiry.isOver(message, environment.now())) {
			expire(lookupId);
			return null;
		}
		return new QueueMessage(lookupId, message);
	}

	/** Whether a receive holds it. */
	boolean isLocked(long lookupId) {
		return states.get(lookupId) == State.LOCKED;
	}

	void lock(long lookupId) {
		states.put(lookupId, State.LOCKED);
	}

	/** Gives a locked message back to the queue, unless a purge wanted it gone meanwhile. */
	void unlock(long lookupId) {
		if (states.get(lookupId) == State.PURGE_PENDING) {
			delete(lookupId, true).exceptionally(failure -> {
				LOG.log(System.Logger.Level.WARNING, "A purged message is still there: " + failure.getMessage());
				return null;
			});
			return;
		}
		states.remove(lookupId);
		available.accept(lookupId);
	}

	/** Deletes a message; it stays hidden until the store has done so, and comes back if the store cannot. */
	CompletionStage<Void> delete(long lookupId, boolean force) {
		states.put(lookupId, State.DELETED);
		return stored.delete(lookupId, force).whenComplete((nothing, failure) -> {
			forget(lookupId);
			if (failure != null) {
				available.accept(lookupId);
			}
		});
	}

	/** Deletes a message whose time is over, unless a receive holds it; false then. */
	boolean expire(long lookupId) {
		if (states.putIfAbsent(lookupId, State.DELETED) != null) {
			return false;
		}
		stored.delete(lookupId, false).whenComplete((nothing, failure) -> forget(lookupId));
		return true;
	}

	private void forget(long lookupId) {
		synchronized (monitor) {
			states.remove(lookupId);
		}
	}

	/** Deletes what is not locked; locked messages go when they are given back ([MS-MQDMPR] 3.1.7.1.7). */
	CompletionStage<Void> purge() {
		Set<Long> locked = states.entrySet().stream().filter(entry -> entry.getValue() == State.LOCKED)
				.map(Map.Entry::getKey).collect(Collectors.toSet());
		locked.forEach(id -> states.put(id, State.PURGE_PENDING));
		return stored.clear(Set.copyOf(states.keySet())).whenComplete((nothing, failure) -> {
			if (failure != null) {
				synchronized (monitor) {
					locked.forEach(id -> states.replace(id, State.PURGE_PENDING, State.LOCKED));
				}
			}
		});
	}
}
