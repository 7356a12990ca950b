package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.UnitOfWork;

import java.util.Objects;

/**
 * A peek or receive.
 *
 * @param lookupId
 *            for lookups
 * @param cursor
 *            0: none
 * @param timeoutMillis
 *            to wait for a message to arrive; {@link #FOR_EVER}
 * @param requestId
 *            of a receive, to end or cancel it
 * @param maxBody
 *            so many bytes of the body are wanted
 * @param work
 *            that a receive is part of; {@link UnitOfWork#NONE}
 */
public record ReadRequest(Action action, long lookupId, long cursor, long timeoutMillis, long requestId, long maxBody,
		UnitOfWork work) {

	public static final long FOR_EVER = 0xFFFFFFFFL;

	public ReadRequest {
		Objects.requireNonNull(action);
		Objects.requireNonNull(work);
	}

	/** Without a unit of work. */
	public ReadRequest(Action action, long lookupId, long cursor, long timeoutMillis, long requestId, long maxBody) {
		this(action, lookupId, cursor, timeoutMillis, requestId, maxBody, UnitOfWork.NONE);
	}

	public ReadRequest within(UnitOfWork other) {
		return new ReadRequest(action, lookupId, cursor, timeoutMillis, requestId, maxBody, other);
	}

	boolean wantsBody() {
		return maxBody > 0;
	}

	/** Which message, and whether it is locked to be taken. */
	public enum Action {
		RECEIVE,
		PEEK_CURRENT,
		PEEK_NEXT,
		LOOKUP_PEEK_CURRENT,
		LOOKUP_PEEK_NEXT,
		LOOKUP_PEEK_PREVIOUS,
		LOOKUP_RECEIVE_CURRENT,
		LOOKUP_RECEIVE_NEXT,
		LOOKUP_RECEIVE_PREVIOUS;

		public boolean isLookup() {
			return ordinal() >= LOOKUP_PEEK_CURRENT.ordinal();
		}

		public boolean isReceive() {
			return this == RECEIVE || ordinal() >= LOOKUP_RECEIVE_CURRENT.ordinal();
		}
	}
}
