package dev.quayside.admin;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Who asks, and how that is shown to a server. */
public sealed interface Credentials {

	Credentials NONE = new Anonymous();

	/** Who is meant where nobody is named. */
	String OWNER_OF_TICKETS = "the owner of the Kerberos tickets";

	/** For people and for the operations journal; never a secret. */
	String identity();

	/** Nobody in particular. */
	record Anonymous() implements Credentials {

		@Override
		public String identity() {
			return "anonymous";
		}
	}

	/**
	 * An account with its password.
	 *
	 * @param user
	 *            {@code name}: NTLM; {@code name@REALM}: Kerberos, and NTLM where that is not to be had
	 * @param domain
	 *            of a {@code name}; may be empty
	 */
	record Password(String user, String domain, Secret password) implements Credentials {

		public Password {
			Objects.requireNonNull(domain);
			Objects.requireNonNull(password);
			if (user.isBlank()) {
				throw new IllegalArgumentException("The name of the account is empty");
			}
		}

		@Override
		public String identity() {
			return domain.isEmpty() ? user : domain + '\\' + user;
		}
	}

	/**
	 * The Kerberos tickets of a cache that is a file.
	 *
	 * @param cache
	 *            empty: the default one
	 * @param principal
	 *            empty: whoever the cache belongs to
	 */
	record Tickets(Optional<Path> cache, Optional<String> principal) implements Credentials {

		@Override
		public String identity() {
			return principal.orElse(OWNER_OF_TICKETS);
		}
	}

	/**
	 * A key of a Kerberos keytab.
	 *
	 * @param principal
	 *            {@code name@REALM}
	 */
	record Keytab(Path file, String principal) implements Credentials {

		@Override
		public String identity() {
			return principal;
		}
	}
}
