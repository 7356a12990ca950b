package dev.quayside.admin;

/**
 * A queue on a queue manager.
 *
 * @param queue
 *            path without host ({@code private$\orders}, {@code private$\orders;poison}, {@code system$;deadletter}) or
 *            format name, as the user or the queue manager wrote it
 */
public record QueueAddress(QueueManagerAddress manager, String queue) {

	public QueueAddress {
		if (queue.isBlank()) {
			throw new IllegalArgumentException("The queue has no name: expected a path such as private$\\orders");
		}
	}

	@Override
	public String toString() {
		return queue + " on " + manager;
	}
}
