package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Which messages of a queue can be read now ([MS-MQDMPR] 3.1.1.11, 3.1.7.3.2). A locked message is hidden from peeks,
 * too. The monitor of the queue guards it.
 */
final class Positions {

	/** What is not available. */
	private enum State {
		/** A receive or a unit of work holds it. */
		LOCKED,
		/** The same, and a purge wanted it gone. */
		PURGE_PENDING,
		/** It is being deleted. */
		DELETED
	}

	private final Queue queue;
	private final StoredQueue stored;
	private final Environment environment;
	private final Map<Long, State> states = new HashMap<>();
	/** What units of work will do with locked messages. */
	private final Map<Long, Operation> operations = new HashMap<>();
	/** Lookup id up to which nothing can be read: so a unit of work that takes many need not pass all of them each time. */
	private long heldUpTo = Cursor.START;

	Positions(Queue queue, Environment environment) {
		this.queue = queue;
		this.stored = queue.stored();
		this.environment = environment;
	}

	/** The first one of all that is available, or null. */
	QueueMessage first(boolean withBody) throws StoreException {
		OptionalLong id = stored.next(heldUpTo);
		boolean allHeld = true;
		while (id.isPresent()) {
			long lookupId = id.getAsLong();
			QueueMessage message = at(lookupId, withBody);
			if (message != null) {
				return message;
			}
			allHeld &= states.containsKey(lookupId);
			if (allHeld) {
				heldUpTo = lookupId;
			}
			id = stored.next(lookupId);
		}
		return null;
	}

	/** A message has come, or is not held any more. */
	void appears(long lookupId) {
		heldUpTo = Math.min(heldUpTo, lookupId - 1);
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
		if (queue.isDestination() && Headers.isOver(message, environment.now())) {
			expire(lookupId, message);
			return null;
		}
		return new QueueMessage(lookupId, message);
	}

	/** Whether it is in the queue, available or not. */
	boolean contains(long lookupId) throws StoreException {
		return lookupId > 0 && states.get(lookupId) != State.DELETED && stored.contains(lookupId);
	}

	/** Whether somebody receives or moves it. */
	boolean isLocked(long lookupId) {
		return states.get(lookupId) == State.LOCKED;
	}

	/** Whether nobody holds it, as far as this knows: it need not be there. */
	boolean isFree(long lookupId) {
		return !states.containsKey(lookupId);
	}

	boolean isPurgePending(long lookupId) {
		return states.get(lookupId) == State.PURGE_PENDING;
	}

	void lock(long lookupId) {
		states.put(lookupId, State.LOCKED);
	}

	/** What a unit of work will do with it; null: nothing. */
	Operation operation(long lookupId) {
		return operations.get(lookupId);
	}

	/** A unit of work holds it from now on. */
	void enlist(Operation operation) {
		operations.put(operation.lookupId(), operation);
	}

	/** The unit of work has let it go; it stays locked. */
	void dismiss(long lookupId) {
		operations.remove(lookupId);
	}

	/** Gives a locked message back to the queue, unless a purge wanted it gone meanwhile. */
	void unlock(long lookupId) {
		State state = states.get(lookupId);
		if (state == State.PURGE_PENDING) {
			states.put(lookupId, State.DELETED);
			environment.departures().leaveSoon(queue, lookupId, MessageClass.NACK_Q_PURGED);
		} else if (state == State.LOCKED) {
			forget(lookupId);
			queue.available(lookupId);
		}
	}

	/** It is about to be deleted, and hidden until the store has done so. */
	void delete(long lookupId) {
		states.put(lookupId, State.DELETED);
	}

	/** Deletes a message of which nothing else is to be done; it comes back if the store cannot. */
	CompletionStage<Void> delete(long lookupId, boolean force) {
		delete(lookupId);
		return stored.delete(lookupId, force).whenComplete((nothing, failure) -> queue.gone(lookupId, failure));
	}

	/** Deletes a message whose time is over, unless somebody holds it; false then. */
	boolean expire(long lookupId, StoredMessage message) {
		if (!isFree(lookupId)) {
			return false;
		}
		delete(lookupId);
		if (message.needsWork()) {
			environment.departures().expire(queue, lookupId, message);
		} else {
			stored.delete(lookupId, false).whenComplete((nothing, failure) -> {
				queue.gone(lookupId, null);
				if (failure != null) {
					queue.expirations().added(message);
				}
			});
		}
		return true;
	}

	/** It has left, or could not and can be read again. */
	void forget(long lookupId) {
		states.remove(lookupId);
		operations.remove(lookupId);
		appears(lookupId);
	}

	/** Marks locked messages as to be deleted when they are given back ([MS-MQDMPR] 3.1.7.1.7); which ones. */
	List<Long> markPurged() {
		List<Long> locked = states.keySet().stream().filter(this::isLocked).toList();
		locked.forEach(id -> states.put(id, State.PURGE_PENDING));
		return locked;
	}

	/** The purge has failed. */
	void unmarkPurged(Collection<Long> locked) {
		locked.forEach(id -> states.replace(id, State.PURGE_PENDING, State.LOCKED));
	}

	/** What is not available: held by somebody, or on its way out. */
	Set<Long> held() {
		return new HashSet<>(states.keySet());
	}

	/** The queue is deleted: nobody holds anything any more. What units of work would have done. */
	List<Operation> release() {
		List<Operation> released = List.copyOf(operations.values());
		heldUpTo = Cursor.START;
		states.values().removeIf(state -> state != State.DELETED);
		operations.clear();
		return released;
	}
}
