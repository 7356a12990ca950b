package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.UnitOfWork;

import java.util.List;
import java.util.OptionalLong;

/**
 * A queue that somebody has open, as an administrator sees it.
 *
 * @param id
 *            of the handle; unique since the queue manager was started
 */
public record OpenQueueInfo(long id, QueueClient client, Queue queue, Access access, boolean exclusive,
		List<CursorInfo> cursors, List<ReadInfo> reads) {

	public OpenQueueInfo {
		cursors = List.copyOf(cursors);
		reads = List.copyOf(reads);
	}

	/** States of a cursor ([MS-MQDMPR] 3.2.1.2). */
	public enum CursorState {
		/** The next read takes the message behind the position. */
		UNREAD,
		/** It stands at a message that was peeked at. */
		READ,
		WAITING
	}

	/**
	 * A cursor.
	 *
	 * @param lookupId
	 *            of the message that it stands at or behind; empty: in front of all
	 * @param gone
	 *            whether that message has left the queue
	 */
	public record CursorInfo(long handle, OptionalLong lookupId, CursorState state, boolean gone) {}

	/**
	 * A read that waits, or a receive that was not ended.
	 *
	 * @param cursor
	 *            0: none
	 * @param lookupId
	 *            of the message that a receive holds; empty: it waits
	 * @param deadline
	 *            milliseconds since 1970; empty: never
	 * @param work
	 *            {@link UnitOfWork#NONE}: none
	 */
	public record ReadInfo(long requestId, ReadRequest.Action action, long cursor, OptionalLong lookupId,
			OptionalLong deadline, UnitOfWork work) {}
}
