package dev.quayside.admin;

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
}
