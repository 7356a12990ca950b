package dev.quayside.admin;

import org.eclipse.core.runtime.IStatus;

import java.time.Instant;

/**
 * A change that was made or tried.
 *
 * @param what
 *            "Purge", "Delete 3 messages"
 * @param where
 *            queue and queue manager
 * @param identity
 *            as whom
 * @param result
 *            a sentence with counts
 */
public record OperationRecord(Instant when, String what, String where, String identity, Outcome outcome,
		String result) {

	/** How it ended. */
	public enum Outcome {
		DONE,
		PARTLY_DONE,
		FAILED,
		CANCELLED
	}

	/** What an operation came to. */
	public static OperationRecord of(AdminOperation operation, IStatus status, Instant when) {
		Outcome outcome = switch (status.getSeverity()) {
			case IStatus.CANCEL -> Outcome.CANCELLED;
			case IStatus.ERROR -> status.isMultiStatus() ? Outcome.PARTLY_DONE : Outcome.FAILED;
			case IStatus.WARNING -> Outcome.PARTLY_DONE;
			default -> Outcome.DONE;
		};
		return new OperationRecord(when, operation.name(), operation.where(), operation.identity(), outcome,
				status.getMessage());
	}
}
