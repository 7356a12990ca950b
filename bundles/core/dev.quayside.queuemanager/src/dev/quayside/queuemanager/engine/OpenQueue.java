package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessageClass;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A queue that somebody has open ([MS-MQDMPR] 3.1.1.16), with its cursors and the receives that are not ended ([MS-MQRR]
 * 3.1.1.3). Safe for use by several threads: the queue is the lock.
 */
public final class OpenQueue {

	static final int MAX_CURSORS = 1_000;

	private final long id;
	private final Queue queue;
	private final Environment environment;
	private final Access access;
	private final boolean exclusive;
	private final QueueClient client;
	private final Map<Long, Cursor> cursors = new HashMap<>();
	private final Receives receives;
	private boolean closed;

	OpenQueue(Queue queue, Environment environment, Access access, boolean exclusive, QueueClient client) {
		this.id = environment.nextOpen();
		this.queue = queue;
		this.environment = environment;
		this.access = access;
		this.exclusive = exclusive;
		this.client = client;
		this.receives = new Receives(queue, environment);
	}

	/** No other one has it since the queue manager was started; not 0. */
	public long id() {
		return id;
	}

	public Queue queue() {
		return queue;
	}

	public QueueClient client() {
		return client;
	}

	public Access access() {
		return access;
	}

	boolean isExclusive() {
		return exclusive;
	}

	Receives receives() {
		return receives;
	}

	/**
	 * @return a handle, which no other cursor of the queue manager has
	 * @throws MqException
	 *             MQ_ERROR_INSUFFICIENT_RESOURCES if there are too many
	 */
	public long createCursor() throws MqException {
		synchronized (queue) {
			checkOpen();
			if (cursors.size() >= MAX_CURSORS) {
				throw Allowance.exhausted("An open queue has at most " + MAX_CURSORS + " cursors");
			}
			environment.allowance().take(Allowance.Kind.CURSOR);
			long handle = environment.nextCursor();
			cursors.put(handle, new Cursor());
			return handle;
		}
	}

	/** Ends what waits at the cursor, and forgets it; false if there is no such cursor. */
	public boolean closeCursor(long cursor) {
		synchronized (queue) {
			if (!cursors.containsKey(cursor)) {
				return false;
			}
			queue.readers().cancelAll(this, request -> request.cursor() == cursor);
			cursors.remove(cursor);
			environment.allowance().give(Allowance.Kind.CURSOR, 1);
			return true;
		}
	}

	/**
	 * Reads a message.
	 *
	 * @return fails with an {@link MqException} in [MS-MQRR] 3.1.4.7's and 3.1.4.13's terms
	 */
	public CompletionStage<QueueMessage> read(ReadRequest request) {
		try {
			synchronized (queue) {
				check(request);
				if (request.action().isReceive()) {
					receives.begin(request);
				}
				return queue.readers().read(this, request);
			}
		} catch (MqException e) {
			return Stages.failed(e);
		}
	}

	/** As [MS-MQDMPR] has it for a descriptor without queue; [MS-MQRR] says nothing else. */
	private void checkOpen() throws MqException {
		if (closed) {
			throw new MqException(MqStatus.INVALID_HANDLE, "The queue was closed");
		}
		if (queue.isDeleted()) {
			throw new MqException(MqStatus.QUEUE_NOT_AVAILABLE, "The queue was deleted");
		}
	}

	private void check(ReadRequest request) throws MqException {
		checkOpen();
		boolean isReceive = request.action().isReceive();
		if (request.cursor() != 0 && !cursors.containsKey(request.cursor())) {
			throw new MqException(MqStatus.STATUS_INVALID_HANDLE, "There is no such cursor");
		}
		boolean isWithin = !request.work().isNone();
		if (isWithin && (!queue.attributes().transactional() || !isReceive)) {
			throw new MqException(MqStatus.TRANSACTION_USAGE,
					"Only receiving from a transactional queue can be part of a unit of work");
		}
		if (access == Access.MOVE || isReceive && access != Access.RECEIVE) {
			throw new MqException(MqStatus.STATUS_ACCESS_DENIED, "The queue was opened for " + access + " only");
		}
		long requestId = request.requestId();
		boolean matters = isReceive || request.timeoutMillis() != 0;
		if (matters && (queue.readers().isWaiting(this, requestId) || isReceive && receives.contains(requestId))) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "Another read has the request id " + requestId);
		}
	}

	/** The cursor of a request, or null. */
	Cursor cursor(ReadRequest request) {
		return cursors.get(request.cursor());
	}

	/** Nothing came in time. */
	void ranOut(ReadRequest request) {
		Cursor cursor = cursor(request);
		if (cursor != null) {
			cursor.ranOut();
		}
	}

	/** A read has ended without a message. */
	void dropped(ReadRequest request) {
		if (request.action().isReceive()) {
			receives.forget(request.requestId());
		}
	}

	/**
	 * Ends a read that waits ([MS-MQRR] 3.1.4.8); a receive that has its message is not touched.
	 *
	 * @throws MqException
	 *             STATUS_NOT_FOUND if none with this request id waits
	 */
	public void cancel(long requestId) throws MqException {
		synchronized (queue) {
			if (!queue.readers().cancel(this, requestId)) {
				throw new MqException(MqStatus.STATUS_NOT_FOUND, "No read with this request id waits");
			}
		}
	}

	/** Whoever asked for the read went before the answer: ends it, and gives back its message; no other with its id. */
	public void abandon(ReadRequest request) {
		synchronized (queue) {
			queue.readers().cancelAll(this, waiting -> waiting == request);
			receives.abandon(request);
		}
	}

	/**
	 * Takes the message of a receive out of the queue, or gives it back to its place ([MS-MQRR] 3.1.4.9). What a receive
	 * within a unit of work has taken stays locked until that is decided ([MS-MQRR] 3.1.4.15).
	 * <p>
	 * A recoverable message that is taken is gone from the disk when this completes, so that no crash brings it back. The
	 * specification leaves that open; with a lazy delete, a consumer that had its answer could get the message again after
	 * a power cut. If the store cannot delete, the message comes back to the readers, and the receive has to be repeated.
	 *
	 * @return fails with an {@link MqException}, or with a {@link dev.quayside.queuemanager.store.StoreException}
	 */
	public CompletionStage<Void> end(long requestId, boolean take) {
		Receives.Ending ending;
		try {
			synchronized (queue) {
				checkOpen();
				ending = receives.end(requestId, take);
			}
		} catch (MqException e) {
			return Stages.failed(e);
		}
		return ending.run();
	}

	/** Ends a receive of either kind; see {@link #end}. */
	public CompletionStage<Void> endTransactional(long requestId, boolean take) {
		return end(requestId, take);
	}

	/**
	 * Moves a message to a related queue ([MS-MQRR] 3.1.4.10), now or when a unit of work is committed.
	 *
	 * @param target
	 *            opened for moving
	 * @param work
	 *            {@link UnitOfWork#NONE}: now
	 * @return completes when a recoverable message is there on disk; fails with an {@link MqException}, or with a
	 *         {@link dev.quayside.queuemanager.store.StoreException}
	 */
	public CompletionStage<Void> move(long lookupId, OpenQueue target, UnitOfWork work) {
		return new Moving(this, target, environment).move(lookupId, work);
	}

	/**
	 * Says what the sender of a message is told that a unit of work has received ([MS-MQRR] 3.1.4.14).
	 *
	 * @param reason
	 *            NACK_RECEIVE_REJECTED; NORMAL changes nothing
	 * @throws MqException
	 *             MQ_ERROR_MESSAGE_NOT_FOUND; MQ_ERROR_TRANSACTION_USAGE if no unit of work has received it
	 */
	public void setUserAcknowledgement(long lookupId, MessageClass reason) throws MqException {
		new Rejecting(this).say(lookupId, reason);
	}

	void checkReceiving() throws MqException {
		checkOpen();
		if (access != Access.RECEIVE) {
			throw new MqException(MqStatus.STATUS_ACCESS_DENIED, "The queue was not opened for receiving");
		}
	}

	/** Whether messages can be moved here now. */
	boolean expectMove() {
		synchronized (queue) {
			return !closed && access == Access.MOVE && queue.vacancy().expectMove();
		}
	}

	/**
	 * Deletes every message that is not locked; locked ones go when they are given back ([MS-MQRR] 3.1.4.6).
	 *
	 * @return completes when they are gone, also from the disk
	 */
	public CompletionStage<Void> purge() {
		try {
			synchronized (queue) {
				checkReceiving();
			}
		} catch (MqException e) {
			return Stages.failed(e);
		}
		return environment.departures().purge(queue);
	}

	/** What it is doing. */
	OpenQueueInfo info() {
		synchronized (queue) {
			return new Inspection(this, queue.readers().of(this)).info(Map.copyOf(cursors));
		}
	}

	/** Ends waiting reads, gives back what is locked, forgets the cursors ([MS-MQRR] 3.1.4.3, 3.1.6.2). */
	public void close() {
		synchronized (queue) {
			if (closed) {
				return;
			}
			closed = true;
			queue.readers().cancelAll(this, request -> true);
			receives.giveBackAll();
			environment.allowance().give(Allowance.Kind.CURSOR, cursors.size());
			cursors.clear();
		}
		queue.closed(this);
	}
}
