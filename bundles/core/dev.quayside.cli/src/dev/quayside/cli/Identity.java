package dev.quayside.cli;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.Secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Option;

/** Who asks, and what proves it: a password, a ticket or a key. */
final class Identity {

	@Option(names = "--user", paramLabel = "NAME", //
			description = "Account: NAME, DOMAIN\\name, or NAME@REALM for Kerberos.")
	private String user;

	@Option(names = "--domain", paramLabel = "D", description = "Of an account that is a plain NAME.")
	private String domain;

	@Option(names = "--password-file", paramLabel = "F", description = "File with the password and nothing else.")
	private Path passwordFile;

	@Option(names = "--password-stdin", description = "The password comes on the standard input.")
	private boolean passwordStdin;

	@Option(names = "--kerberos", description = "With a ticket from the cache, which has to be a file.")
	private boolean kerberos;

	@Option(names = "--keytab", paramLabel = "F", description = "With the key of NAME@REALM in this file.")
	private Path keytab;

	boolean isGiven() {
		return user != null || isKerberos();
	}

	private boolean isKerberos() {
		return kerberos || keytab != null;
	}

	/** Fails where options contradict each other, or one has no use without another. */
	void check(Console console) throws UsageException {
		if (!isGiven()) {
			checkAbsent();
		} else if (isKerberos()) {
			checkKerberos();
		} else {
			account();
			if (passwordFile != null && passwordStdin) {
				throw new UsageException("--password-file and --password-stdin contradict each other: name one");
			}
			if (passwordFile == null && !passwordStdin && !console.interactive()) {
				throw new UsageException("--user needs a password: say --password-file or --password-stdin; "
						+ "it is asked for only where input and output are a terminal");
			}
		}
	}

	private void checkAbsent() throws UsageException {
		Map<String, Boolean> useless = new LinkedHashMap<>();
		useless.put("--domain", domain != null);
		useless.put("--password-file", passwordFile != null);
		useless.put("--password-stdin", passwordStdin);
		for (Map.Entry<String, Boolean> option : useless.entrySet()) {
			if (option.getValue()) {
				throw new UsageException(option.getKey() + " has no use without an account: name it with --user");
			}
		}
	}

	private void checkKerberos() throws UsageException {
		if (passwordFile != null || passwordStdin) {
			throw new UsageException((keytab == null ? "--kerberos takes a ticket" : "--keytab takes a key")
					+ ", so a password has no use: leave one of them out; --user NAME@REALM with a password tries "
					+ "Kerberos by itself");
		}
		if (domain != null) {
			throw new UsageException("--domain has no use with Kerberos: the realm is part of --user NAME@REALM");
		}
		if (keytab != null && user == null) {
			throw new UsageException("--keytab may hold keys of several accounts: name one with --user NAME@REALM");
		}
		if (user != null && !user.matches("[^@\\\\]+@[^@\\\\]+")) {
			throw new UsageException("'" + user + "' is no Kerberos account: expected --user NAME@REALM");
		}
	}

	private record Account(String name, String domain) {}

	private Account account() throws UsageException {
		boolean hasRealm = user.indexOf('@') >= 0;
		int backslash = user.indexOf('\\');
		if (domain != null && (hasRealm || backslash >= 0)) {
			throw new UsageException("--domain and the domain in --user " + user + " contradict each other: name one");
		}
		String name = user.substring(backslash + 1);
		String of = backslash >= 0 ? user.substring(0, backslash) : Optional.ofNullable(domain).orElse("");
		boolean wellFormed = hasRealm ? user.matches("[^@\\\\]+@[^@\\\\]+") : !name.isBlank() && name.indexOf('\\') < 0;
		if (!wellFormed || backslash == 0) {
			throw new UsageException("'" + user + "' is no account: expected NAME, DOMAIN\\name or NAME@REALM");
		}
		return new Account(name, of);
	}

	/** Reads or asks for the password, once. */
	Credentials credentials(Console console) throws UsageException, IOException {
		check(console);
		if (!isGiven()) {
			return Credentials.NONE;
		}
		if (keytab != null) {
			if (!Files.isReadable(keytab)) {
				throw new UsageException("The keytab " + keytab
						+ (Files.exists(keytab) ? " may not be read by this user" : " does not exist"));
			}
			return new Credentials.Keytab(keytab, user);
		}
		if (kerberos) {
			return new Credentials.Tickets(Optional.empty(), Optional.ofNullable(user));
		}
		Account account = account();
		return new Credentials.Password(account.name(), account.domain(), password(console));
	}

	private Secret password(Console console) throws UsageException, IOException {
		if (passwordStdin) {
			return Passwords.read(console.in(), "The password on the standard input");
		}
		return passwordFile == null
				? Passwords.ask(console, user)
				: Passwords.read(passwordFile, console);
	}
}
