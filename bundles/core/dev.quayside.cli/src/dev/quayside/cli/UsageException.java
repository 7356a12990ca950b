package dev.quayside.cli;

/** The arguments do not go together; the message is a sentence for the user. */
final class UsageException extends Exception {

	private static final long serialVersionUID = 1L;

	UsageException(String message) {
		super(message);
	}
}
