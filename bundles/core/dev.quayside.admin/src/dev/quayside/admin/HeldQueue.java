package dev.quayside.admin;

import java.util.List;

/**
 * A queue that a client holds open.
 *
 * @param handle
 *            names it among all of its {@link OpenHandles}
 * @param client
 *            who, and from where
 * @param exclusive
 *            whether nobody else may receive meanwhile
 */
public record HeldQueue(long handle, String client, QueueAddress queue, Access access, boolean exclusive,
		List<HeldCursor> cursors, List<PendingReceive> receives) {

	/** What it was opened for. */
	public enum Access {
		PEEK,
		RECEIVE,
		MOVE
	}

	public HeldQueue {
		cursors = List.copyOf(cursors);
		receives = List.copyOf(receives);
	}
}
