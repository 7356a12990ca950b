package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.ui.model.ConnectionForm.Problem;
import dev.quayside.ui.model.ConnectionForm.Severity;
import dev.quayside.ui.model.Identity;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the user has typed about a directory so far.
 *
 * @param authorities
 *            file with certificates that are trusted; may be empty
 * @param fingerprints
 *            that were trusted before
 */
public record DirectoryForm(Place place, Who who, String authorities, Set<String> fingerprints, boolean isReadOnly) {

	/** How the server is found. */
	public enum Finding {
		DOMAIN("Domain (DNS names its controllers)"),
		SERVER("One server");

		private final String words;

		Finding(String words) {
			this.words = words;
		}

		public String words() {
			return words;
		}
	}

	/** Who the user may be. */
	public enum Kind {
		ACCOUNT("Account and password"),
		TICKETS("Kerberos ticket cache"),
		KEYTAB("Kerberos keytab");

		private final String words;

		Kind(String words) {
			this.words = words;
		}

		public String words() {
			return words;
		}

		/** How the connection may be protected, the usual first. */
		public List<DirectoryProtection> protections() {
			return this == ACCOUNT
					? List.of(DirectoryProtection.LDAPS, DirectoryProtection.START_TLS)
					: List.of(DirectoryProtection.SIGN_AND_SEAL, DirectoryProtection.LDAPS,
							DirectoryProtection.START_TLS);
		}
	}

	private static final class Incomplete extends IllegalArgumentException {

		private static final long serialVersionUID = 1L;

		private Incomplete(String message) {
			super(message);
		}
	}

	/** Where the directory is, and how the connection is protected. */
	public record Place(Finding finding, String name, String port, DirectoryProtection protection) {

		DirectoryAddress address() {
			if (name.isBlank()) {
				throw new Incomplete(finding == Finding.DOMAIN ? "Name the domain" : "Name the server");
			}
			if (finding == Finding.DOMAIN) {
				return new DirectoryAddress.Domain(name.strip());
			}
			String number = port.strip();
			if (!number.matches("[0-9]{0,5}")) {
				throw new IllegalArgumentException("'" + number + "' is no port: expected a number from 1 to 65535");
			}
			return new DirectoryAddress.Server(name.strip(), number.isEmpty() ? 0 : Integer.parseInt(number));
		}
	}

	/**
	 * Who the user wants to be; what does not belong to the kind is ignored.
	 *
	 * @param name
	 *            a DN, {@code name@domain}, or {@code DOMAIN\name}; a principal
	 * @param isPasswordKnown
	 *            one was typed or is kept
	 * @param file
	 *            ticket cache or keytab
	 */
	public record Who(Kind kind, String name, boolean isPasswordKnown, boolean isRemembered, String file) {

		Identity identity() {
			return switch (kind) {
				case ACCOUNT -> account();
				case TICKETS -> new Identity.Tickets(path(file), principal());
				case KEYTAB -> keytab();
			};
		}

		private Identity account() {
			String account = name.strip();
			if (account.isEmpty()) {
				throw new Incomplete("Name the account: a DN, name@domain, or DOMAIN\\name");
			}
			if (!isPasswordKnown) {
				throw new Incomplete("Type the password of " + account);
			}
			int backslash = account.indexOf('=') > 0 ? -1 : account.indexOf('\\');
			if (backslash == 0 || backslash == account.length() - 1) {
				throw new IllegalArgumentException("'" + account + "' is no account: expected DOMAIN\\name");
			}
			return backslash < 0
					? new Identity.Account(account, "", isRemembered)
					: new Identity.Account(account.substring(backslash + 1), account.substring(0, backslash),
							isRemembered);
		}

		private Identity keytab() {
			if (file.isBlank()) {
				throw new Incomplete("Name the keytab file");
			}
			if (name.isBlank()) {
				throw new Incomplete("Name the principal of the key, as name@REALM");
			}
			return new Identity.Keytab(path(file), principal());
		}

		private String principal() {
			String principal = name.strip();
			if (!principal.isEmpty() && !principal.matches("[^@\\\\=]+@[^@\\\\]+")) {
				throw new IllegalArgumentException("'" + principal + "' is no principal: expected name@REALM");
			}
			return principal;
		}
	}

	private static String path(String text) {
		try {
			Path.of(text.strip());
			return text.strip();
		} catch (InvalidPathException e) {
			throw new IllegalArgumentException("'" + text + "' is no file name: " + e.getReason());
		}
	}

	/** What a new connection begins with. */
	public static DirectoryForm empty() {
		return new DirectoryForm(new Place(Finding.DOMAIN, "", "", DirectoryProtection.LDAPS),
				new Who(Kind.ACCOUNT, "", false, true, ""), "", Set.of(), false);
	}

	/**
	 * What is known of a connection.
	 *
	 * @param isPasswordKnown
	 *            whether it needs not be typed again
	 */
	public static DirectoryForm of(KnownDirectory entry, boolean isPasswordKnown) {
		Place place = entry.address() instanceof DirectoryAddress.Server server
				? new Place(Finding.SERVER, server.host(), server.port() == 0 ? "" : Integer.toString(server.port()),
						entry.protection())
				: new Place(Finding.DOMAIN, entry.address().toString(), "", entry.protection());
		return new DirectoryForm(place, who(entry.identity(), isPasswordKnown), entry.authorities(),
				entry.fingerprints(), entry.isReadOnly());
	}

	private static Who who(Identity identity, boolean isPasswordKnown) {
		if (identity instanceof Identity.Tickets tickets) {
			return new Who(Kind.TICKETS, tickets.principal(), false, true, tickets.cache());
		} else if (identity instanceof Identity.Keytab keytab) {
			return new Who(Kind.KEYTAB, keytab.principal(), false, true, keytab.file());
		}
		return new Who(Kind.ACCOUNT, identity.words(), isPasswordKnown,
				identity instanceof Identity.Account account && account.isRemembered(), "");
	}

	/** Whether nothing has been typed that could be wrong yet. */
	public boolean isBlank() {
		return place.name().isBlank();
	}

	/** Why this is no connection yet. */
	public Optional<Problem> problem() {
		try {
			entry();
			return Optional.empty();
		} catch (Incomplete e) {
			return Optional.of(new Problem(e.getMessage(), Severity.INCOMPLETE));
		} catch (IllegalArgumentException e) {
			return Optional.of(new Problem(e.getMessage(), Severity.WRONG));
		}
	}

	/**
	 * The connection. Whether there are such files is seen when it is made: a disk may not answer at once.
	 *
	 * @throws IllegalArgumentException
	 *             with a sentence for the user
	 */
	public KnownDirectory entry() {
		DirectoryAddress address = place.address();
		Identity identity = who.identity();
		return new KnownDirectory(address, place.protection(), identity, path(authorities), fingerprints, isReadOnly);
	}
}
