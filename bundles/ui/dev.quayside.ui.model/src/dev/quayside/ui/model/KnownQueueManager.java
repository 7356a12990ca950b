package dev.quayside.ui.model;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;

import java.util.Objects;

/**
 * A queue manager that the user added.
 *
 * @param protection
 *            that calls get; {@link Protection#NONE} without an identity and only then
 * @param isReadOnly
 *            nothing that changes anything is offered
 */
public record KnownQueueManager(QueueManagerAddress address, Identity identity, Protection protection,
		boolean isReadOnly) implements SignIn.Place {

	public KnownQueueManager {
		Objects.requireNonNull(address);
		if (identity.equals(Identity.NOBODY) != (protection == Protection.NONE)) {
			throw new IllegalArgumentException("Protection " + protection + " does not go with " + identity);
		}
	}

	/** Anonymous, hence unprotected. */
	public KnownQueueManager(QueueManagerAddress address, boolean isReadOnly) {
		this(address, Identity.NOBODY, Protection.NONE, isReadOnly);
	}

	@Override
	public String title() {
		return address.toString();
	}

	public KnownQueueManager withReadOnly(boolean value) {
		return new KnownQueueManager(address, identity, protection, value);
	}

	/** Whether its password is in the secure storage. */
	public boolean isRemembered() {
		return identity instanceof Identity.Account account && account.isRemembered();
	}

	/** With its password in the secure storage, or without. */
	public KnownQueueManager withRemembered(boolean value) {
		return identity instanceof Identity.Account account
				? new KnownQueueManager(address, account.withRemembered(value), protection, isReadOnly)
				: this;
	}

	/** Another account has another one. */
	@Override
	public String secretKey() {
		return address + " " + address.sendPort() + " " + identity.words();
	}

	public ConnectionSettings settings(Credentials credentials) {
		return new ConnectionSettings(address, protection, credentials, ConnectionSettings.DEFAULT_CALL_TIMEOUT);
	}
}
