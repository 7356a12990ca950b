package dev.quayside.admin;

/** A request to a queue manager failed; the message is a sentence for the user, the advice says what to try. */
public final class QueueManagerException extends AdminException {

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
		super(kind, message, advice, status, cause);
	}
}
