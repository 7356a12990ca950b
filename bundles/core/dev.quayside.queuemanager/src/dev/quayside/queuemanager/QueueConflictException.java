package dev.quayside.queuemanager;

/** A queue that is wanted exists with other attributes; the message names them. */
public final class QueueConflictException extends Exception {

	private static final long serialVersionUID = 1L;

	public QueueConflictException(String message) {
		super(message);
	}
}
