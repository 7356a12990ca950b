package dev.quayside.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who may use a local queue manager, and how well calls must be protected.
 *
 * @param users
 *            accounts with their passwords; any domain will do
 * @param accounts
 *            file with more of them, by the hash of their passwords
 * @param service
 *            so that the accounts can show Kerberos tickets
 * @param required
 *            lowest level at which calls are let in; {@link Protection#NONE}: everyone is
 */
public record LocalSecurity(List<User> users, Optional<Path> accounts, Optional<Service> service,
		Protection required) {

	/** No accounts: everyone who reaches the ports has full control. */
	public static final LocalSecurity OPEN = new LocalSecurity(List.of(), Optional.empty(), Optional.empty(),
			Protection.NONE);

	/** An account with its password. */
	public record User(String name, Secret password) {}

	/**
	 * The queue manager as a service of a realm.
	 *
	 * @param keytab
	 *            file with its keys
	 * @param principal
	 *            {@code host/NAME@REALM}
	 * @param wholeDomain
	 *            whether whoever shows a ticket with his groups is let in, to do what queues grant him; otherwise accounts only
	 */
	public record Service(Path keytab, String principal, boolean wholeDomain) {

		/** For accounts only. */
		public Service(Path keytab, String principal) {
			this(keytab, principal, false);
		}
	}

	public LocalSecurity {
		users = List.copyOf(users);
		Objects.requireNonNull(required);
		boolean hasAccounts = !users.isEmpty() || accounts.isPresent();
		if (required != Protection.NONE && !hasAccounts) {
			throw new IllegalArgumentException("Nobody could use a queue manager that demands accounts and has none");
		}
		if (service.isPresent() && !hasAccounts) {
			throw new IllegalArgumentException("A keytab lets accounts show tickets, and there are no accounts");
		}
	}

	public boolean hasAccounts() {
		return !users.isEmpty() || accounts.isPresent();
	}
}
