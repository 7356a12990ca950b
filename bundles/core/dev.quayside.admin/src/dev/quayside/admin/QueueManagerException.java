package dev.quayside.admin;

import java.util.Objects;

/** A request to a queue manager failed; the message is a sentence for the user, the advice says what to try. */
public final class QueueManagerException extends Exception {

	private static final long serialVersionUID = 1L;

	/** What kind of failure, as far as a program has to act on it. */
	public enum Kind {
		/** Nobody answers at that address. */
		UNREACHABLE,
		/** Somebody answers who does not speak the protocol. */
		PROTOCOL,
		/** Authentication failed or a right is missing. */
		DENIED,
		/** The request makes no sense to anybody, for instance a name that is none. */
		INVALID,
		/** The queue or message does not exist. */
		NOT_FOUND,
		/** Held by somebody else; trying later can help. */
		BUSY,
		/** Nothing within the time limit. */
		TIMEOUT,
		/** Anything else that the queue manager reports. */
		FAILED
	}

	private final Kind kind;
	private final String advice;
	private final String status;

	/**
	 * @param message
	 *            what failed, where, with the status by name and number
	 * @param advice
	 *            what to try; may be empty
	 */
	public QueueManagerException(Kind kind, String message, String advice, Throwable cause) {
		this(kind, message, advice, kind.name(), cause);
	}

	/**
	 * @param status
	 *            that the queue manager reported, by name and number
	 */
	public QueueManagerException(Kind kind, String message, String advice, String status, Throwable cause) {
		super(message, cause);
		this.kind = Objects.requireNonNull(kind);
		this.advice = Objects.requireNonNull(advice);
		this.status = Objects.requireNonNull(status);
	}

	public Kind kind() {
		return kind;
	}

	public String advice() {
		return advice;
	}

	/** The status by name and number, or the kind where the queue manager reported none. */
	public String status() {
		return status;
	}
}
