package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;

/**
 * A unit of work that is not decided ([MS-MQDMPR] 3.1.1.14). Its monitor may be taken by who has that of a queue, not the
 * other way round.
 */
final class Transaction {

	/** So that what a commit does is one change of the store. */
	static final int MAX_OPERATIONS = 10_000;

	private final UnitOfWork id;
	private final Object owner;
	private final Set<Operation> operations = new LinkedHashSet<>();
	private boolean ending;
	private long lastUsed = System.nanoTime();
	private ScheduledFuture<?> timer;
	private boolean over;

	Transaction(UnitOfWork id, Object owner) {
		this.id = id;
		this.owner = owner;
	}

	UnitOfWork id() {
		return id;
	}

	Object owner() {
		return owner;
	}

	/** {@link System#nanoTime} of the last operation. */
	synchronized long lastUsed() {
		return lastUsed;
	}

	/** Ends when the transaction does. */
	synchronized void timer(ScheduledFuture<?> next) {
		timer = next;
		if (over) {
			timer.cancel(false);
		}
	}

	/** It is decided. */
	synchronized void over() {
		over = true;
		if (timer != null) {
			timer.cancel(false);
		}
	}

	synchronized int size() {
		return operations.size();
	}

	synchronized void enlist(Operation operation) throws MqException {
		if (ending) {
			throw unknown(id);
		}
		if (operations.size() >= MAX_OPERATIONS) {
			throw Allowance.exhausted("A unit of work has at most " + MAX_OPERATIONS + " operations");
		}
		operations.add(operation);
		lastUsed = System.nanoTime();
	}

	/** False if it is being committed or rolled back, so that the operation cannot be taken out. */
	synchronized boolean remove(Operation operation) {
		return !ending && operations.remove(operation);
	}

	/** Nothing can be added from now on. */
	synchronized List<Operation> end() throws MqException {
		if (ending) {
			throw unknown(id);
		}
		ending = true;
		return List.copyOf(operations);
	}

	/** Ends it if there is nothing in it; false: there is, or it is ending already. */
	synchronized boolean endIfEmpty() {
		if (ending || !operations.isEmpty()) {
			return false;
		}
		ending = true;
		return true;
	}

	/** The store could not commit: it can be tried again. */
	synchronized void reopen() {
		ending = false;
		lastUsed = System.nanoTime();
	}

	static MqException unknown(UnitOfWork id) {
		return new MqException(MqStatus.TRANSACTION_SEQUENCE, "There is no unit of work " + id);
	}
}
