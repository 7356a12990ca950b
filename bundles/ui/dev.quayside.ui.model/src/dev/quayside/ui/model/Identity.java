package dev.quayside.ui.model;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.Secret;

import java.nio.file.Path;
import java.util.Optional;

/** Who the user wants to be towards a queue manager, as it is kept between two starts: without a secret. */
public sealed interface Identity {

	Identity NOBODY = new Nobody();

	/** For people. */
	String words();

	/** Empty where a password has to come with it. */
	default Optional<Credentials> withoutPassword() {
		return Optional.empty();
	}

	/** Nobody in particular: calls are anonymous and unprotected. */
	record Nobody() implements Identity {

		@Override
		public String words() {
			return Credentials.NONE.identity();
		}

		@Override
		public Optional<Credentials> withoutPassword() {
			return Optional.of(Credentials.NONE);
		}
	}

	/**
	 * An account with a password.
	 *
	 * @param user
	 *            {@code name} or {@code name@REALM}
	 * @param domain
	 *            may be empty
	 * @param isRemembered
	 *            whether the password is in the secure storage
	 */
	record Account(String user, String domain, boolean isRemembered) implements Identity {

		@Override
		public String words() {
			return domain.isEmpty() ? user : domain + '\\' + user;
		}

		public Credentials credentials(Secret password) {
			return new Credentials.Password(user, domain, password);
		}

		public Account withRemembered(boolean value) {
			return new Account(user, domain, value);
		}
	}

	/**
	 * The tickets of a Kerberos cache.
	 *
	 * @param cache
	 *            a file; empty: the default one
	 * @param principal
	 *            empty: whoever the cache belongs to
	 */
	record Tickets(String cache, String principal) implements Identity {

		@Override
		public String words() {
			return principal.isEmpty() ? Credentials.OWNER_OF_TICKETS : principal;
		}

		@Override
		public Optional<Credentials> withoutPassword() {
			return Optional.of(new Credentials.Tickets(filled(cache).map(Path::of), filled(principal)));
		}
	}

	/** A key of a Kerberos keytab. */
	record Keytab(String file, String principal) implements Identity {

		@Override
		public String words() {
			return principal;
		}

		@Override
		public Optional<Credentials> withoutPassword() {
			return Optional.of(new Credentials.Keytab(Path.of(file), principal));
		}
	}

	private static Optional<String> filled(String text) {
		return text.isEmpty() ? Optional.empty() : Optional.of(text);
	}
}
