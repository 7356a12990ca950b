package dev.quayside.admin;

import java.util.Optional;

/**
 * What became of one message.
 *
 * @param status
 *            {@code OK}, or the status by name and number
 * @param failure
 *            empty: done
 */
public record ItemResult(LookupId lookupId, String status, Optional<QueueManagerException> failure) {

	public static ItemResult done(LookupId id) {
		return new ItemResult(id, "OK", Optional.empty());
	}

	public static ItemResult failed(LookupId id, QueueManagerException why) {
		return new ItemResult(id, why.status(), Optional.of(why));
	}

	public boolean isDone() {
		return failure.isEmpty();
	}
}
