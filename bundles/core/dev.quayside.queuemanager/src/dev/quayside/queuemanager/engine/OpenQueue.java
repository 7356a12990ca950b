package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;

/**
 * A queue that somebody has open ([MS-MQDMPR] 3.1.1.16), with its cursors and the receives that are not ended. Safe for
 * use by several threads: the queue is the lock.
 */
public final class OpenQueue {

	/** A receive whose message is locked; null while it still waits for one. */
	private record Pending(OptionalLong lookupId, ScheduledFuture<?> timer) {}

	private final Queue queue;
	private final boolean receive;
	private final boolean exclusive;
	private final Map<Long, Cursor> cursors = new HashMap<>();
	private final Map<Long, Pending> pending = new HashMap<>();
	private long lastCursor;
	private boolean closed;

	OpenQueue(Queue queue, boolean receive, boolean exclusive) {
		this.queue = queue;
		this.receive = receive;
		this.exclusive = exclusive;
	}

	public Queue queue() {
		return queue;
	}

	boolean isReceive() {
		return receive;
	}

	boolean isExclusive() {
		return exclusive;
	}

	boolean isClosed() {
		return closed;
	}

	public long createCursor() {
		synchronized (queue) {
			cursors.put(++lastCursor, new Cursor());
			return lastCursor;
		}
	}

	/** False if there is no such cursor. */
	public boolean closeCursor(long cursor) {
		synchronized (queue) {
			return cursors.remove(cursor) != null;
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
					pending.put(request.requestId(), new Pending(OptionalLong.empty(), null));
				}
				return queue.read(this, request);
			}
		} catch (MqException e) {
			return CompletableFuture.failedFuture(e);
		}
	}

	private void check(ReadRequest request) throws MqException {
		if (closed) {
			throw new MqException(MqStatus.INVALID_HANDLE, "The queue was closed");
		}
		if (request.action().isReceive() && !receive) {
			throw new MqException(MqStatus.STATUS_ACCESS_DENIED, "The queue was opened for peeking only");
		}
		if (request.action().isReceive() && pending.containsKey(request.requestId())) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "Another receive has the same request id");
		}
		if (request.cursor() != 0 && !cursors.containsKey(request.cursor())) {
			throw new MqException(MqStatus.STATUS_INVALID_HANDLE, "There is no such cursor");
		}
	}

	Cursor cursor(long id) {
		return cursors.get(id);
	}

	/** The receive has its message, and so much time to end. */
	void locked(long requestId, long lookupId) {
		ScheduledFuture<?> timer = queue.schedulePendingTimeout(() -> timedOut(requestId));
		pending.put(requestId, new Pending(OptionalLong.of(lookupId), timer));
	}

	/** The receive has ended without a message. */
	void dropped(long requestId) {
		pending.remove(requestId);
	}

	private void timedOut(long requestId) {
		synchronized (queue) {
			Pending entry = pending.remove(requestId);
			if (entry != null && entry.lookupId().isPresent()) {
				queue.release(entry.lookupId().getAsLong());
			}
		}
	}

	/**
	 * Ends a receive that waits ([MS-MQRR] 3.1.4.8); one that has its message is not touched.
	 *
	 * @throws MqException
	 *             if none with this request id waits
	 */
	public void cancel(long requestId) throws MqException {
		synchronized (queue) {
			if (!queue.cancelWaiting(this, requestId)) {
				throw new MqException(MqStatus.INVALID_PARAMETER, "No receive with this request id waits");
			}
		}
	}

	/**
	 * Takes the message of a receive out of the queue, or gives it back ([MS-MQRR] 3.1.4.9).
	 *
	 * @return completes when readers see the result
	 */
	public CompletionStage<Void> end(long requestId, boolean take) {
		synchronized (queue) {
			Pending entry = pending.get(requestId);
			if (closed || pending.isEmpty() || entry == null || entry.lookupId().isEmpty()) {
				MqStatus status = closed || pending.isEmpty() ? MqStatus.INVALID_HANDLE : MqStatus.INVALID_PARAMETER;
				return CompletableFuture
						.failedFuture(new MqException(status, "There is no receive to end with this request id"));
			}
			forget(requestId, entry);
			long lookupId = entry.lookupId().getAsLong();
			if (take) {
				return queue.take(lookupId);
			}
			queue.release(lookupId);
			return CompletableFuture.completedFuture(null);
		}
	}

	private void forget(long requestId, Pending entry) {
		pending.remove(requestId);
		if (entry.timer() != null) {
			entry.timer().cancel(false);
		}
	}

	/**
	 * Deletes every message that is not locked; locked ones go when their receive is ended.
	 *
	 * @return completes when readers see the result
	 */
	public CompletionStage<Void> purge() {
		if (!receive) {
			return CompletableFuture
					.failedFuture(
							new MqException(MqStatus.STATUS_ACCESS_DENIED, "The queue was opened for peeking only"));
		}
		return queue.purge();
	}

	/** Ends waiting reads, gives back what is locked, forgets the cursors. */
	public void close() {
		synchronized (queue) {
			if (closed) {
				return;
			}
			closed = true;
			queue.cancelAllWaiting(this);
			Map.copyOf(pending).forEach((requestId, entry) -> {
				forget(requestId, entry);
				entry.lookupId().ifPresent(queue::release);
			});
			cursors.clear();
			queue.closed(this);
		}
	}
}
