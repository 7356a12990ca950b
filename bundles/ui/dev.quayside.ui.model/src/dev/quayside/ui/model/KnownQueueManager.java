package dev.quayside.ui.model;

import dev.quayside.admin.QueueManagerAddress;

/**
 * A queue manager that the user added.
 *
 * @param isReadOnly
 *            nothing that changes anything is offered
 */
public record KnownQueueManager(QueueManagerAddress address, boolean isReadOnly) {

	public KnownQueueManager withReadOnly(boolean value) {
		return new KnownQueueManager(address, value);
	}
}
