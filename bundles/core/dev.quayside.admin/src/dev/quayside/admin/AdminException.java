package dev.quayside.admin;

import dev.quayside.admin.QueueManagerException.Kind;

import java.util.Objects;

/** A request failed; the message is a sentence for the user, the advice says what to try. */
public abstract class AdminException extends Exception {

	private static final long serialVersionUID = 1L;

	private final Kind kind;
	private final String advice;
	private final String status;

	/**
	 * @param message
	 *            what failed, where, with the status by name and number
	 * @param advice
	 *            what to try; may be empty
	 * @param status
	 *            that was reported, by name and number
	 */
	protected AdminException(Kind kind, String message, String advice, String status, Throwable cause) {
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

	/** The status by name and number, or the kind where none was reported. */
	public String status() {
		return status;
	}
}
