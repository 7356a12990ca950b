package dev.quayside.cli;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.ServerCertificate;
import dev.quayside.admin.directory.ServerTrust;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Option;

/** Which directory, and who asks. */
final class DirectoryTarget {

	@Option(names = "--ldap", paramLabel = "URL", description = "ldaps://host[:port], or ldap://host[:port] with StartTLS.")
	private String ldap;

	@Option(names = "--domain", paramLabel = "NAME", description = "DNS name of a domain; DNS says where its controllers are.")
	private String domain;

	@Option(names = "--bind", paramLabel = "NAME", description = "Account: a DN, name@domain, or DOMAIN\\name.")
	private String bind;

	@Option(names = "--password-file", paramLabel = "F", description = "File with the password and nothing else.")
	private Path passwordFile;

	@Option(names = "--password-stdin", description = "The password comes on the standard input.")
	private boolean passwordStdin;

	@Option(names = "--kerberos", description = "With a ticket from the cache, which has to be a file; without TLS it signs and seals.")
	private boolean kerberos;

	@Option(names = "--keytab", paramLabel = "F", description = "With the key of --bind NAME@REALM in this file.")
	private Path keytab;

	@Option(names = "--ca", paramLabel = "FILE", description = "Trust certificates of servers that those in this file (PEM) vouch for.")
	private Path authorities;

	@Option(names = "--trust", paramLabel = "SHA256", split = ",", description = "Trust the certificate of a server with this fingerprint.")
	private List<String> fingerprints = List.of();

	@Option(names = "--timeout", paramLabel = "MS", defaultValue = "30000", description = "Limit for one request (30000).")
	private long timeout;

	/** Fails where options contradict each other. */
	void check(Console console) throws UsageException {
		if (ldap != null && domain != null) {
			throw new UsageException("--ldap and --domain contradict each other: name one");
		}
		if (ldap == null && domain == null) {
			throw new UsageException("Say where the directory is: with --ldap ldaps://host, or with --domain NAME");
		}
		if (isKerberos()) {
			if (passwordFile != null || passwordStdin) {
				throw new UsageException("--kerberos and --keytab need no password: leave one of them out");
			}
			if (keytab != null && bind == null) {
				throw new UsageException("--keytab may hold keys of several accounts: name one with --bind NAME@REALM");
			}
			if (bind != null && !bind.matches("[^@\\\\=]+@[^@\\\\]+")) {
				throw new UsageException("'" + bind + "' is no Kerberos account: expected --bind NAME@REALM");
			}
		} else if (bind == null || bind.isBlank()) {
			throw new UsageException(
					"A directory wants to know who asks: name an account with --bind, or say --kerberos");
		} else if (passwordFile != null && passwordStdin) {
			throw new UsageException("--password-file and --password-stdin contradict each other: name one");
		} else if (passwordFile == null && !passwordStdin && !console.interactive()) {
			throw new UsageException("--bind needs a password: say --password-file or --password-stdin; "
					+ "it is asked for only where input and output are a terminal");
		}
		address();
		trust();
		HostVerb.limit(timeout);
	}

	private boolean isKerberos() {
		return kerberos || keytab != null;
	}

	/** Connects, or says why not. */
	DirectoryConnection connect(Session session) throws DirectoryException, UsageException, IOException {
		DirectorySettings settings = new DirectorySettings(address(), protection(), credentials(session.console()),
				trust(), HostVerb.limit(timeout));
		ServerCertificate[] refused = new ServerCertificate[1];
		try {
			return session.services().directories().connect(settings, certificate -> {
				refused[0] = certificate;
				return false;
			}, new NullProgressMonitor());
		} catch (DirectoryException e) {
			throw refused[0] == null
					? e
					: new DirectoryException(e.kind(), e.getMessage(),
							"Name the server as its certificate does, or its authority with --ca FILE; or compare the "
									+ "fingerprint with that on the server, and say --trust "
									+ refused[0].fingerprint(),
							e.status(), e);
		}
	}

	private DirectoryProtection protection() throws UsageException {
		if (ldap != null && url().getScheme().equalsIgnoreCase("ldaps")) {
			return DirectoryProtection.LDAPS;
		}
		return isKerberos() ? DirectoryProtection.SIGN_AND_SEAL : DirectoryProtection.START_TLS;
	}

	private DirectoryAddress address() throws UsageException {
		try {
			if (domain != null) {
				return new DirectoryAddress.Domain(domain);
			}
			URI url = url();
			return new DirectoryAddress.Server(url.getHost().replaceAll("[\\[\\]]", ""), Math.max(0, url.getPort()));
		} catch (IllegalArgumentException e) {
			throw new UsageException(e.getMessage());
		}
	}

	private URI url() throws UsageException {
		try {
			URI url = new URI(ldap);
			if (url.getHost() != null && String.valueOf(url.getScheme()).matches("(?i)ldaps?")
					&& url.getPath().matches("/?") && url.getQuery() == null) {
				return url;
			}
		} catch (URISyntaxException e) {
			// said below
		}
		throw new UsageException("'" + ldap + "' is no address of a directory: expected ldaps://host[:port], or "
				+ "ldap://host[:port] with StartTLS");
	}

	private ServerTrust trust() throws UsageException {
		if (authorities != null && !Files.isReadable(authorities)) {
			throw new UsageException("The file " + authorities
					+ (Files.exists(authorities) ? " may not be read by this user" : " does not exist"));
		}
		try {
			return new ServerTrust(Optional.ofNullable(authorities), Set.copyOf(fingerprints));
		} catch (IllegalArgumentException e) {
			throw new UsageException(e.getMessage());
		}
	}

	private Credentials credentials(Console console) throws UsageException, IOException {
		if (keytab != null) {
			if (!Files.isReadable(keytab)) {
				throw new UsageException("The keytab " + keytab
						+ (Files.exists(keytab) ? " may not be read by this user" : " does not exist"));
			}
			return new Credentials.Keytab(keytab, bind);
		}
		if (kerberos) {
			return new Credentials.Tickets(Optional.empty(), Optional.ofNullable(bind));
		}
		int backslash = bind.indexOf('=') > 0 ? -1 : bind.indexOf('\\');
		return backslash > 0
				? new Credentials.Password(bind.substring(backslash + 1), bind.substring(0, backslash),
						password(console))
				: new Credentials.Password(bind, "", password(console));
	}

	private Secret password(Console console) throws UsageException, IOException {
		if (passwordStdin) {
			return Passwords.read(console.in(), "The password on the standard input");
		}
		return passwordFile == null ? Passwords.ask(console, bind) : Passwords.read(passwordFile, console);
	}
}
