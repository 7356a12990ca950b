package dev.quayside.ui.common;

import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.model.KnownQueueManager;
import dev.quayside.ui.model.SignIn;

import java.util.Optional;

/**
 * What the user said about a connection.
 *
 * @param answer
 *            a password that was typed
 * @param connection
 *            that stands already
 * @param failure
 *            why there is none: the user wants to have it on the list all the same
 */
public record NewConnection(KnownQueueManager entry, Optional<SignIn.Answer> answer,
		Optional<QueueManagerConnection> connection, Optional<QueueManagerException> failure) {

	/** Not tried yet, and without a password that was typed. */
	public static NewConnection of(KnownQueueManager entry) {
		return new NewConnection(entry, Optional.empty(), Optional.empty(), Optional.empty());
	}
}
