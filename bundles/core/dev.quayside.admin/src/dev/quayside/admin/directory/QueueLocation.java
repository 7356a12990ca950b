package dev.quayside.admin.directory;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a queue is that a format name stands for.
 *
 * @param host
 *            for a connection
 * @param queue
 *            its path there; empty: only its queue manager knows it, as the format name has a number
 */
public record QueueLocation(String host, Optional<String> queue) {

	public QueueLocation {
		Objects.requireNonNull(host);
		Objects.requireNonNull(queue);
	}
}
