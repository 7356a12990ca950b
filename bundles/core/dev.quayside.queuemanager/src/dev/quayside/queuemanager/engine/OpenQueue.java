package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;

/**
 * A queue that somebody has open ([MS-MQDMPR] 3.1.1.16), with its cursors and the receives that are not ended ([MS-MQRR]
 * 3.1.1.3). Safe for use by several threads: the queue is the lock.
 */
public final class OpenQueue {

	static final int MAX_CURSORS = 1_000;
	static final int MAX_RECEIVES = 10_000;

	/** A receive that is not ended; without a lookup id it still waits for a message. */
	private static final class Receive {

		private final ReadRequest request;
		private Long lookupId;
		private boolean recoverable;
		private ScheduledFuture<?> timer;

		Receive(ReadRequest request) {
			this.request = request;
		}
	}

	private final Queue queue;
	private final Environment environment;
	private final boolean receive;
	private final boolean exclusive;
	private final QueueClient client;
	private final Map<Long, Cursor> cursors = new HashMap<>();
	private final Map<Long, Receive> receives = new HashMap<>();
	private boolean closed;

	OpenQueue(Queue queue, Environment environment, boolean receive, boolean exclusive, QueueClient client) {
		this.queue = queue;
		this.environment = environment;
		this.receive = receive;
		this.exclusive = exclusive;
		this.client = client;
	}

	public Queue queue() {
		return queue;
	}

	public QueueClient client() {
		return client;
	}

	boolean isReceive() {
		return receive;
	}

	boolean isExclusive() {
		return exclusive;
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
			long handle = 0;
			while (handle == 0) {
				handle = Integer.toUnsignedLong(environment.lastCursor().incrementAndGet());
			}
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
	 * @return fails with an {@link MqException} in [MS-MQRR] 3.1.4.7's terms
	 */
	public CompletionStage<QueueMessage> read(ReadRequest request) {
		try {
			synchronized (queue) {
				check(request);
				if (request.action().isReceive()) {
					environment.allowance().take(Allowance.Kind.RECEIVE);
					receives.put(request.requestId(), new Receive(request));
				}
				return queue.readers().read(this, request);
			}
		} catch (MqException e) {
			return CompletableFuture.failedFuture(e);
		}
	}

	private void checkOpen() throws MqException {
		if (closed) {
			throw new MqException(MqStatus.INVALID_HANDLE, "The queue was closed");
		}
	}

	private void check(ReadRequest request) throws MqException {
		checkOpen();
		boolean isReceive = request.action().isReceive();
		if (request.cursor() != 0 && !cursors.containsKey(request.cursor())) {
			throw new MqException(MqStatus.STATUS_INVALID_HANDLE, "There is no such cursor");
		}
		if (isReceive && !receive) {
			throw new MqException(MqStatus.STATUS_ACCESS_DENIED, "The queue was opened for peeking only");
		}
		if (isReceive && receives.size() >= MAX_RECEIVES) {
			throw Allowance.exhausted("An open queue has at most " + MAX_RECEIVES + " receives that are not ended");
		}
		long requestId = request.requestId();
		boolean matters = isReceive || request.timeoutMillis() != 0;
		if (matters && (queue.readers().isWaiting(this, requestId) || isReceive && receives.containsKey(requestId))) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "Another read has the request id " + requestId);
		}
	}

	/** The cursor of a request, or null. */
	Cursor cursor(ReadRequest request) {
		return cursors.get(request.cursor());
	}

	/** A receive has its message, and so much time to end. */
	void locked(long requestId, QueueMessage message) {
		Receive entry = receives.get(requestId);
		entry.lookupId = message.lookupId();
		entry.recoverable = message.stored().recoverable();
		entry.timer = queue.schedulePendingTimeout(() -> timedOut(requestId, entry));
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
			forget(request.requestId());
		}
	}

	private void forget(long requestId) {
		Receive entry = receives.remove(requestId);
		if (entry != null) {
			environment.allowance().give(Allowance.Kind.RECEIVE, 1);
			if (entry.timer != null) {
				entry.timer.cancel(false);
			}
		}
	}

	/** The id may have been used again since the timer began. */
	private void timedOut(long requestId, Receive entry) {
		synchronized (queue) {
			if (receives.get(requestId) == entry) {
				forget(requestId);
				queue.positions().unlock(entry.lookupId);
			}
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
			Receive entry = receives.get(request.requestId());
			if (entry != null && entry.request == request) {
				forget(request.requestId());
				queue.positions().unlock(entry.lookupId);
			}
		}
	}

	/**
	 * Takes the message of a receive out of the queue, or gives it back to its place ([MS-MQRR] 3.1.4.9).
	 * <p>
	 * A recoverable message that is taken is gone from the disk when this completes, so that no crash brings it back. The
	 * specification leaves that open; with a lazy delete, a consumer that had its answer could get the message again after
	 * a power cut. If the store cannot delete, the message comes back to the readers, and the receive has to be repeated.
	 *
	 * @return fails with an {@link MqException}, or with a {@link dev.quayside.queuemanager.store.StoreException}
	 */
	public CompletionStage<Void> end(long requestId, boolean take) {
		synchronized (queue) {
			Receive entry;
			try {
				entry = toEnd(requestId);
			} catch (MqException e) {
				return CompletableFuture.failedFuture(e);
			}
			forget(requestId);
			if (take) {
				return queue.positions().delete(entry.lookupId, entry.recoverable);
			}
			queue.positions().unlock(entry.lookupId);
			return CompletableFuture.completedFuture(null);
		}
	}

	private Receive toEnd(long requestId) throws MqException {
		checkOpen();
		if (receives.isEmpty()) {
			throw new MqException(MqStatus.INVALID_HANDLE, "There is no receive to end");
		}
		Receive entry = receives.get(requestId);
		if (entry == null) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "There is no receive with the request id " + requestId);
		}
		if (entry.lookupId == null) {
			throw new MqException(MqStatus.MESSAGE_NOT_FOUND, "The receive still waits for a message");
		}
		return entry;
	}

	/**
	 * Deletes every message that is not locked; locked ones go when their receive is ended.
	 *
	 * @return completes when they are gone, also from the disk
	 */
	public CompletionStage<Void> purge() {
		synchronized (queue) {
			try {
				checkOpen();
			} catch (MqException e) {
				return CompletableFuture.failedFuture(e);
			}
			return receive
					? queue.positions().purge()
					: CompletableFuture.failedFuture(new MqException(MqStatus.STATUS_ACCESS_DENIED,
							"The queue was opened for peeking only"));
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
			Map.copyOf(receives).forEach((requestId, entry) -> {
				forget(requestId);
				queue.positions().unlock(entry.lookupId);
			});
			environment.allowance().give(Allowance.Kind.CURSOR, cursors.size());
			cursors.clear();
			queue.closed(this);
		}
	}
}
