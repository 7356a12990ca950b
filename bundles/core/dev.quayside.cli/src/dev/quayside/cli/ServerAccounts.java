package dev.quayside.cli;

import dev.quayside.admin.LocalSecurity;
import dev.quayside.admin.Protection;
import dev.quayside.admin.Secret;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import picocli.CommandLine.Option;

/** Who may use the queue manager that {@code serve} runs. */
final class ServerAccounts {

	@Option(names = "--user", paramLabel = "NAME:PASSWORD", description = {
			"Account, for tests: others on this machine see the arguments; repeats.",
			"The name ends at the first colon. Every account is an administrator." })
	private List<String> users = List.of();

	@Option(names = "--accounts", paramLabel = "FILE", description = "Accounts, one NAME:DOMAIN:NTHASH a line; for the owner's eyes only.")
	private Path accounts;

	@Option(names = "--keytab", paramLabel = "FILE", description = "Key of this service: accounts may show Kerberos tickets.")
	private Path keytab;

	@Option(names = "--principal", paramLabel = "host/NAME@REALM", description = "Of this service in the keytab.")
	private String principal;

	@Option(names = "--domain-callers", description = "Whoever shows a Kerberos ticket with his groups may come in, not only accounts, and do what queues grant him.")
	private boolean domainCallers;

	@Option(names = "--require-authn", paramLabel = "none|connect|integrity|privacy", //
			description = "Lowest protection that is let in (privacy with accounts, else none).")
	private Protection required;

	LocalSecurity security() throws UsageException {
		boolean hasAccounts = !users.isEmpty() || accounts != null;
		if (keytab != null && !hasAccounts) {
			throw new UsageException("--keytab lets accounts show tickets: name them with --accounts");
		}
		if (required != null && required != Protection.NONE && !hasAccounts) {
			throw new UsageException("--require-authn " + required.name().toLowerCase(Locale.ROOT)
					+ " would let nobody in: name accounts with --accounts");
		}
		if ((keytab == null) != (principal == null)) {
			throw new UsageException(keytab == null
					? "--principal has no use without --keytab"
					: "--keytab may hold keys of several services: name this one with --principal host/NAME@REALM");
		}
		if (domainCallers && keytab == null) {
			throw new UsageException("--domain-callers has no use without --keytab");
		}
		Protection usual = hasAccounts ? Protection.PRIVACY : Protection.NONE;
		Optional<LocalSecurity.Service> service = Optional.ofNullable(keytab)
				.map(file -> new LocalSecurity.Service(file, principal, domainCallers));
		return new LocalSecurity(parsed(), Optional.ofNullable(accounts), service,
				required == null ? usual : required);
	}

	/** Errors are told by number: what was meant as a name may be a password. */
	private List<LocalSecurity.User> parsed() throws UsageException {
		List<LocalSecurity.User> result = new ArrayList<>();
		for (String user : users) {
			int colon = user.indexOf(':');
			String number = "Number " + (result.size() + 1) + " of the accounts in --user";
			if (colon < 0) {
				throw new UsageException(number + " has no colon: expected NAME:PASSWORD");
			}
			if (user.substring(0, colon).isBlank() || colon == user.length() - 1) {
				throw new UsageException(number + " has no " + (colon == user.length() - 1 ? "password" : "name")
						+ ": expected NAME:PASSWORD");
			}
			result.add(new LocalSecurity.User(user.substring(0, colon),
					new Secret(user.substring(colon + 1).toCharArray())));
		}
		return result;
	}

	/** Says it if everyone on a network has full control. */
	void warn(Console console, List<String> addresses) throws UsageException {
		if (security().required() != Protection.NONE) {
			return;
		}
		for (String address : addresses) {
			if (!isLoopback(address)) {
				console.say("Warning: everyone who reaches " + address + " has full control of this queue manager; "
						+ "--accounts limits that.");
			}
		}
	}

	/** What is no address is said later. */
	private static boolean isLoopback(String address) {
		try {
			return InetAddress.getByName(address).isLoopbackAddress();
		} catch (UnknownHostException e) {
			return true;
		}
	}
}
