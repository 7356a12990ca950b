package dev.quayside.admin;

import java.time.Instant;
import java.util.Optional;

/**
 * A receive that is not ended: it waits for a message, or holds one until it is taken or given back.
 *
 * @param requestId
 *            names it at its queue
 * @param cursor
 *            0: none
 * @param message
 *            that it holds; empty: it waits
 * @param deadline
 *            when it stops to wait, or the message goes back; empty: never, or unknown
 */
public record PendingReceive(long requestId, long cursor, Optional<LookupId> message, Optional<Instant> deadline) {

	public boolean isWaiting() {
		return message.isEmpty();
	}
}
