package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A queue ([MS-MQDMPR] 3.1.1.2). Its monitor guards what is in memory: who has it open, what is locked, who waits.
 * Messages are in the store.
 */
public final class Queue {

	/** What is not available. */
	private enum State {
		/** A receive holds it. */
		LOCKED,
		/** A receive holds it, and a purge wanted it gone. */
		PURGE_PENDING,
		/** It is being deleted. */
		DELETED
	}

	private final int number;
	private final QueueAttributes attributes;
	private final StoredQueue stored;
	private final Environment environment;
	private final Map<Long, State> states = new HashMap<>();
	private final List<OpenQueue> opened = new ArrayList<>();
	private final List<Waiter> waiting = new ArrayList<>();
	private final AtomicLong arriving = new AtomicLong();

	Queue(int number, QueueAttributes attributes, StoredQueue stored, Environment environment) {
		this.number = number;
		this.attributes = attributes;
		this.stored = stored;
		this.environment = environment;
	}

	/** Its number in private format names. */
	public int number() {
		return number;
	}

	public QueueAttributes attributes() {
		return attributes;
	}

	/** {@code private$\name}. */
	public QueuePath path() {
		return QueuePath.privateQueue(attributes.name());
	}

	/** Messages, locked ones included. */
	public long count() throws StoreException {
		return stored.count();
	}

	/** Bytes of all packets. */
	public long bytes() throws StoreException {
		return stored.bytes();
	}

	/** Whether somebody has it open or it holds messages. */
	public boolean isActive() throws StoreException {
		synchronized (this) {
			if (!opened.isEmpty()) {
				return true;
			}
		}
		return stored.count() > 0;
	}

	/**
	 * Opens it; rules of sharing in [MS-MQDMPR] 3.1.7.1.5.
	 *
	 * @param receive
	 *            also for receiving, not only for peeking
	 * @param exclusive
	 *            nobody else may receive meanwhile
	 */
	public synchronized OpenQueue open(boolean receive, boolean exclusive) throws MqException {
		for (OpenQueue other : opened) {
			boolean clash = other.isReceive()
					? other.isExclusive() ? receive || exclusive : exclusive
					: other.isExclusive() && receive;
			if (clash) {
				throw new MqException(MqStatus.SHARING_VIOLATION, "Somebody else has " + path().text() + " open");
			}
		}
		OpenQueue open = new OpenQueue(this, receive, exclusive);
		opened.add(open);
		return open;
	}

	synchronized void closed(OpenQueue open) {
		opened.remove(open);
	}

	/**
	 * Adds a message behind all of its priority.
	 *
	 * @return completes when it is in the queue, a recoverable one on disk; fails with an {@link MqException} at the quota
	 *         or a {@link StoreException}
	 */
	public CompletionStage<Void> append(int priority, StoredMessage message) {
		try {
			if (attributes.quota() != QueueAttributes.UNLIMITED
					&& stored.bytes() + arriving.get() + message.size() > attributes.quota() * 1024) {
				throw new MqException(MqStatus.INSUFFICIENT_RESOURCES, "The quota of " + path().text() + " is used up");
			}
			arriving.addAndGet(message.size());
			long lookupId = 7L - priority << 56 | environment.store().nextSequence();
			return stored.append(lookupId, message).whenComplete((nothing, failure) -> {
				arriving.addAndGet(-message.size());
				arrived();
			});
		} catch (MqException | StoreException e) {
			return CompletableFuture.failedFuture(e);
		}
	}

	private void arrived() {
		synchronized (this) {
			if (waiting.isEmpty()) {
				return;
			}
		}
		environment.executor().execute(this::serveWaiting);
	}

	/** Gives messages to those who wait, in the order in which they came. */
	private synchronized void serveWaiting() {
		for (Waiter waiter : List.copyOf(waiting)) {
			try {
				QueueMessage message = find(waiter.open(), waiter.request());
				if (message != null && waiting.remove(waiter)) {
					waiter.result().completeAsync(() -> message, environment.executor());
				}
			} catch (MqException e) {
				waiting.remove(waiter);
				fail(waiter, e);
			}
		}
	}

	private void fail(Waiter waiter, MqException why) {
		if (waiter.request().action().isReceive()) {
			waiter.open().dropped(waiter.request().requestId());
		}
		environment.executor().execute(() -> waiter.result().completeExceptionally(why));
	}

	/** Reads for an open queue, which holds the monitor. */
	CompletionStage<QueueMessage> read(OpenQueue open, ReadRequest request) {
		CompletableFuture<QueueMessage> result = new CompletableFuture<>();
		Waiter waiter = new Waiter(open, request, result);
		try {
			QueueMessage message = find(open, request);
			if (message != null) {
				result.complete(message);
			} else if (request.action().isLookup()) {
				throw new MqException(MqStatus.MESSAGE_NOT_FOUND, "There is no such message");
			} else if (request.timeoutMillis() == 0) {
				throw new MqException(MqStatus.IO_TIMEOUT, "There is no message");
			} else {
				await(waiter);
			}
		} catch (MqException e) {
			if (request.action().isReceive()) {
				open.dropped(request.requestId());
			}
			result.completeExceptionally(e);
		}
		return result;
	}

	private void await(Waiter waiter) {
		waiting.add(waiter);
		long millis = waiter.request().timeoutMillis();
		if (millis != ReadRequest.FOR_EVER) {
			ScheduledFuture<?> timer = environment.timers().schedule(() -> expire(waiter), millis,
					TimeUnit.MILLISECONDS);
			waiter.result().whenComplete((message, failure) -> timer.cancel(false));
		}
	}

	private synchronized void expire(Waiter waiter) {
		if (waiting.remove(waiter)) {
			fail(waiter, new MqException(MqStatus.IO_TIMEOUT, "No message arrived in time"));
		}
	}

	/** The message that the request is for, locked if it is a receive; null if there is none now. */
	private QueueMessage find(OpenQueue open, ReadRequest request) throws MqException {
		try {
			QueueMessage message = request.action().isLookup() ? lookup(request) : atCursor(open, request);
			if (message != null && request.action().isReceive()) {
				states.put(message.lookupId(), State.LOCKED);
				open.locked(request.requestId(), message.lookupId());
			}
			return message;
		} catch (StoreException e) {
			throw new MqException(MqStatus.SERVICE_NOT_AVAILABLE, e.getMessage());
		}
	}

	private QueueMessage lookup(ReadRequest request) throws MqException, StoreException {
		long id = request.lookupId();
		return switch (request.action()) {
			case LOOKUP_PEEK_NEXT, LOOKUP_RECEIVE_NEXT -> id < 0 ? null : forward(stored.next(id), request);
			case LOOKUP_PEEK_PREVIOUS, LOOKUP_RECEIVE_PREVIOUS ->
				backward(id < 0 ? stored.last() : stored.previous(id), request);
			default -> {
				State state = states.get(id);
				if (state != null && !request.action().isReceive() && state != State.DELETED) {
					throw new MqException(MqStatus.TRANSACTION_USAGE, "Somebody is receiving the message");
				}
				yield state != null || id < 0 ? null : load(id, request);
			}
		};
	}

	private QueueMessage atCursor(OpenQueue open, ReadRequest request) throws MqException, StoreException {
		if (request.cursor() == 0) {
			return forward(stored.first(), request);
		}
		Cursor cursor = open.cursor(request.cursor());
		boolean isNext = request.action() == ReadRequest.Action.PEEK_NEXT;
		if (isNext && !cursor.isRead()) {
			throw new MqException(MqStatus.ILLEGAL_CURSOR_ACTION, "Nothing was peeked at with this cursor yet");
		}
		QueueMessage message;
		if (cursor.isRead() && !isNext) {
			message = states.containsKey(cursor.position()) ? null : load(cursor.position(), request);
			if (message == null) {
				throw new MqException(MqStatus.MESSAGE_ALREADY_RECEIVED, "The message at the cursor has gone");
			}
		} else {
			OptionalLong start = cursor.position() == Cursor.HEAD ? stored.first() : stored.next(cursor.position());
			message = forward(start, request);
		}
		if (message != null && request.action().isReceive()) {
			cursor.received(message.lookupId());
		} else if (message != null) {
			cursor.peeked(message.lookupId());
		}
		return message;
	}

	private QueueMessage forward(OptionalLong start, ReadRequest request) throws StoreException {
		OptionalLong id = start;
		while (id.isPresent()) {
			QueueMessage message = states.containsKey(id.getAsLong()) ? null : load(id.getAsLong(), request);
			if (message != null) {
				return message;
			}
			id = stored.next(id.getAsLong());
		}
		return null;
	}

	private QueueMessage backward(OptionalLong start, ReadRequest request) throws StoreException {
		OptionalLong id = start;
		while (id.isPresent()) {
			QueueMessage message = states.containsKey(id.getAsLong()) ? null : load(id.getAsLong(), request);
			if (message != null) {
				return message;
			}
			id = stored.previous(id.getAsLong());
		}
		return null;
	}

	/** The message, or null if it has gone or its time to be received is over. */
	private QueueMessage load(long lookupId, ReadRequest request) throws StoreException {
		StoredMessage message = stored.read(lookupId, request.maxBody() > 0);
		if (message == null) {
			return null;
		}
		if (Expiry.isOver(message, environment.clock().instant().getEpochSecond())) {
			take(lookupId);
			return null;
		}
		return new QueueMessage(lookupId, message);
	}

	ScheduledFuture<?> schedulePendingTimeout(Runnable action) {
		return environment.timers().schedule(action, environment.pendingTimeout().toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Deletes a message; it stays invisible until the store has done so. */
	synchronized CompletionStage<Void> take(long lookupId) {
		states.put(lookupId, State.DELETED);
		return stored.delete(lookupId).whenComplete((nothing, failure) -> {
			synchronized (this) {
				states.remove(lookupId);
			}
		});
	}

	/** Gives a locked message back to the queue. */
	synchronized void release(long lookupId) {
		if (states.get(lookupId) == State.PURGE_PENDING) {
			take(lookupId);
			return;
		}
		states.remove(lookupId);
		arrived();
	}

	synchronized CompletionStage<Void> purge() {
		states.replaceAll((id, state) -> state == State.LOCKED ? State.PURGE_PENDING : state);
		return stored.clear(Set.copyOf(states.keySet()));
	}

	synchronized boolean cancelWaiting(OpenQueue open, long requestId) {
		for (Iterator<Waiter> all = waiting.iterator(); all.hasNext();) {
			Waiter waiter = all.next();
			if (waiter.open() == open && waiter.request().requestId() == requestId) {
				all.remove();
				fail(waiter, new MqException(MqStatus.OPERATION_CANCELLED, "The wait was cancelled"));
				return true;
			}
		}
		return false;
	}

	synchronized void cancelAllWaiting(OpenQueue open) {
		List.copyOf(waiting).stream().filter(waiter -> waiter.open() == open).forEach(waiter -> {
			waiting.remove(waiter);
			fail(waiter, new MqException(MqStatus.OPERATION_CANCELLED, "The queue was closed"));
		});
	}
}
