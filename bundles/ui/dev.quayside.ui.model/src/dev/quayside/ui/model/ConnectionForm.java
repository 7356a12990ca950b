package dev.quayside.ui.model;

import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user has typed about a connection so far.
 *
 * @param protection
 *            that calls get where there is an identity
 * @param isUnprotectedAccepted
 *            whether the user knows that calls are unprotected
 */
public record ConnectionForm(Place place, Who who, Protection protection, boolean isReadOnly,
		boolean isUnprotectedAccepted) {

	/** Those that go with an identity, the best first. */
	public static final List<Protection> PROTECTIONS = List.of(Protection.PRIVACY, Protection.INTEGRITY,
			Protection.CONNECT);

	/** How bad it is. */
	public enum Severity {
		/** Something is still to be typed. */
		INCOMPLETE,
		/** It needs the consent of the user. */
		RISK,
		WRONG
	}

	/** Why a form is no connection yet, as a sentence. */
	public record Problem(String text, Severity severity) {}

	private static final class Incomplete extends IllegalArgumentException {

		private static final long serialVersionUID = 1L;

		private Incomplete(String message) {
			super(message);
		}
	}

	/** What the user may be. */
	public enum Kind {
		NOBODY("Nobody (anonymous)"),
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
	}

	/** Where the queue manager is. */
	public record Place(String host, String rpcPort, String transferPort) {

		QueueManagerAddress address() {
			String port = rpcPort.strip();
			String name = host.strip();
			boolean isBare = name.indexOf(':') != name.lastIndexOf(':') && !name.startsWith("[");
			QueueManagerAddress address = QueueManagerAddress
					.parse(port.isEmpty() ? name : (isBare ? "[" + name + "]" : name) + ":" + port);
			String transfer = transferPort.strip();
			if (transfer.isEmpty()) {
				return address;
			}
			if (!transfer.matches("[0-9]{1,5}")) {
				throw new IllegalArgumentException("'" + transfer + "' is no port: expected a number from 1 to 65535");
			}
			return address.withTransferPort(Integer.parseInt(transfer));
		}
	}

	/**
	 * Who the user wants to be; what does not belong to the kind is ignored.
	 *
	 * @param isPasswordKnown
	 *            one was typed or is kept
	 */
	public record Who(Kind kind, String user, String domain, boolean isPasswordKnown, boolean isRemembered,
			String file, String principal) {

		Identity identity() {
			return switch (kind) {
				case NOBODY -> Identity.NOBODY;
				case ACCOUNT -> account();
				case TICKETS -> new Identity.Tickets(file(false), principal(false));
				case KEYTAB -> new Identity.Keytab(file(true), principal(true));
			};
		}

		/** A domain may stand in front of the name, as Windows writes it. */
		private Identity account() {
			String name = user.strip();
			String where = domain.strip();
			int cut = name.indexOf('\\');
			if (cut >= 0) {
				String front = name.substring(0, cut);
				if (!where.isEmpty() && !where.equalsIgnoreCase(front)) {
					throw new IllegalArgumentException(
							"Two domains: '" + front + "' in front of the user and '" + where + "'");
				}
				where = front;
				name = name.substring(cut + 1);
			}
			if (name.isEmpty()) {
				throw new Incomplete("Name the user of the account");
			}
			if (name.indexOf('@') >= 0 && !where.isEmpty()) {
				throw new IllegalArgumentException("'" + name + "' names its realm: leave the domain empty");
			}
			if (name.startsWith("@") || name.endsWith("@")) {
				throw new IllegalArgumentException("'" + name + "' is no user: expected name or name@REALM");
			}
			if (!isPasswordKnown) {
				throw new Incomplete("Type the password of " + name);
			}
			return new Identity.Account(name, where, isRemembered);
		}

		private String file(boolean isNeeded) {
			String name = file.strip();
			if (name.isEmpty() && isNeeded) {
				throw new Incomplete("Name the keytab file");
			}
			try {
				Path.of(name);
			} catch (InvalidPathException e) {
				throw new IllegalArgumentException("'" + name + "' is no file name: " + e.getReason());
			}
			return name;
		}

		private String principal(boolean isNeeded) {
			String name = principal.strip();
			int at = name.indexOf('@');
			if (name.isEmpty() && isNeeded) {
				throw new Incomplete("Name the principal of the key, as name@REALM");
			}
			if (!name.isEmpty() && (at < 1 || at == name.length() - 1)) {
				throw new IllegalArgumentException("'" + name + "' is no principal: expected name@REALM");
			}
			return name;
		}
	}

	/** What a new connection begins with. */
	public static ConnectionForm empty() {
		return at("");
	}

	/** What a new connection to a host begins with. */
	public static ConnectionForm at(String host) {
		return new ConnectionForm(new Place(host, "", ""), who(Kind.NOBODY, "", ""), Protection.PRIVACY, false, false);
	}

	/**
	 * What is known of a connection.
	 *
	 * @param isPasswordKnown
	 *            whether it needs not be typed again
	 */
	public static ConnectionForm of(KnownQueueManager entry, boolean isPasswordKnown) {
		QueueManagerAddress address = entry.address();
		Place place = new Place(address.host(), number(address.rpcPort()), number(address.transferPort()));
		boolean isAnonymous = entry.protection() == Protection.NONE;
		return new ConnectionForm(place, who(entry.identity(), isPasswordKnown),
				isAnonymous ? Protection.PRIVACY : entry.protection(),
				entry.isReadOnly(), isAnonymous);
	}

	private static String number(OptionalInt port) {
		return port.isPresent() ? Integer.toString(port.getAsInt()) : "";
	}

	private static Who who(Identity identity, boolean isPasswordKnown) {
		if (identity instanceof Identity.Account account) {
			return new Who(Kind.ACCOUNT, account.user(), account.domain(), isPasswordKnown,
					account.isRemembered(), "", "");
		} else if (identity instanceof Identity.Tickets tickets) {
			return who(Kind.TICKETS, tickets.cache(), tickets.principal());
		} else if (identity instanceof Identity.Keytab keytab) {
			return who(Kind.KEYTAB, keytab.file(), keytab.principal());
		}
		return who(Kind.NOBODY, "", "");
	}

	private static Who who(Kind kind, String file, String principal) {
		return new Who(kind, "", "", false, true, file, principal);
	}

	/** Whether nothing has been typed that could be wrong yet. */
	public boolean isBlank() {
		return place.host().isBlank();
	}

	/** Whether calls would cross a network unprotected. */
	public boolean isExposed() {
		return who.kind() == Kind.NOBODY && !isBlank() && !isLoopback(place.host());
	}

	private static boolean isLoopback(String text) {
		String host;
		try {
			host = QueueManagerAddress.parse(text).host().toLowerCase(Locale.ROOT);
		} catch (IllegalArgumentException e) {
			return false;
		}
		return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
	}

	/** Why this is no connection yet. */
	public Optional<Problem> problem() {
		try {
			entry();
			return Optional.empty();
		} catch (Incomplete e) {
			return Optional.of(new Problem(e.getMessage(), Severity.INCOMPLETE));
		} catch (IllegalArgumentException e) {
			boolean isRisk = isExposed() && !isUnprotectedAccepted && isAddress();
			return Optional.of(new Problem(e.getMessage(), isRisk ? Severity.RISK : Severity.WRONG));
		}
	}

	private boolean isAddress() {
		try {
			place.address();
			return true;
		} catch (IllegalArgumentException e) {
			return false;
		}
	}

	/**
	 * The connection.
	 *
	 * @throws IllegalArgumentException
	 *             with a sentence for the user
	 */
	public KnownQueueManager entry() {
		if (isBlank()) {
			throw new Incomplete("Name the host");
		}
		QueueManagerAddress address = place.address();
		Identity identity = who.identity();
		if (isExposed() && !isUnprotectedAccepted) {
			throw new IllegalArgumentException(
					"Calls to " + address.host()
							+ " would be anonymous and unprotected: choose an identity, or tick that this is acceptable");
		}
		return new KnownQueueManager(address, identity,
				identity.equals(Identity.NOBODY) ? Protection.NONE : protection, isReadOnly);
	}
}
