package dev.quayside.rpc.security.kerberos;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where the tickets of a user come from; as text, how the user logs on. */
public sealed interface KerberosIdentity {

	/**
	 * A password.
	 *
	 * @param principal
	 *            {@code name@REALM}, or the name alone in the default realm
	 * @param password
	 *            not copied; it has to stay as long as connections are made
	 */
	record Password(String principal, char[] password) implements KerberosIdentity {

		public Password {
			Objects.requireNonNull(principal);
			Objects.requireNonNull(password);
		}

		@Override
		public String toString() {
			return "as " + principal;
		}
	}

	/**
	 * A file with the keys of a principal.
	 *
	 * @param principal
	 *            {@code name@REALM}, or the name alone in the default realm
	 */
	record Keytab(String principal, Path file) implements KerberosIdentity {

		public Keytab {
			Objects.requireNonNull(principal);
			Objects.requireNonNull(file);
		}

		@Override
		public String toString() {
			return "as " + principal + " with the keytab " + file;
		}
	}

	/**
	 * Tickets that are there already, by {@code kinit} or the logon.
	 *
	 * @param name
	 *            path of a file, with {@code FILE:} in front or without; without a name {@code KRB5CCNAME}, else the file
	 *            of the user in the folder for temporary files
	 * @param principal
	 *            whose tickets they have to be; empty: whoever the cache belongs to
	 */
	record TicketCache(Optional<String> name, Optional<String> principal) implements KerberosIdentity {

		public TicketCache {
			Objects.requireNonNull(name);
			Objects.requireNonNull(principal);
		}

		/** Of whoever it belongs to. */
		public TicketCache(Optional<String> name) {
			this(name, Optional.empty());
		}

		@Override
		public String toString() {
			return principal.map(who -> who + " ").orElse("") + "with the ticket cache"
					+ name.map(cache -> " " + cache).orElse(" of this user");
		}
	}
}
