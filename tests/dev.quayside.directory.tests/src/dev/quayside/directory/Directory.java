package dev.quayside.directory;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.ServerTrust;
import dev.quayside.admin.directory.TrustQuestion;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.FakeDirectory;
import dev.quayside.testkit.LdapTools;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections to the domain controller of the tests, and accounts of their own for tests that change something. */
final class Directory {

	static final IProgressMonitor MONITOR = new NullProgressMonitor();
	private static final Duration TIMEOUT = Duration.ofSeconds(20);
	private static final AtomicInteger ACCOUNTS = new AtomicInteger();

	private Directory() {}

	static Credentials password(String name) {
		return new Credentials.Password(name, "", new Secret(ActiveDirectory.PASSWORD.toCharArray()));
	}

	static Credentials administrator() {
		return password(ActiveDirectory.ADMINISTRATOR);
	}

	static ServerTrust trust(ActiveDirectory ad) {
		return new ServerTrust(Optional.of(ad.authority()), Set.of());
	}

	static DirectorySettings settings(ActiveDirectory ad, DirectoryProtection protection, Credentials credentials) {
		return settings(ad, protection, credentials, trust(ad));
	}

	static DirectorySettings settings(ActiveDirectory ad, DirectoryProtection protection, Credentials credentials,
			ServerTrust trust) {
		return new DirectorySettings(new DirectoryAddress.Server(ad.address().getHostAddress(), 0), protection,
				credentials, trust, TIMEOUT);
	}

	static DirectoryConnection connect(DirectorySettings settings) throws DirectoryException {
		return new LdapDirectories().connect(settings, TrustQuestion.REFUSE, MONITOR);
	}

	/** As the administrator over LDAPS. */
	static DirectoryConnection connect(ActiveDirectory ad) throws DirectoryException {
		return connect(settings(ad, DirectoryProtection.LDAPS, administrator()));
	}

	/** To a server that cannot be brought to misbehave otherwise. */
	static DirectorySettings settings(FakeDirectory server, Path folder) throws IOException {
		Path authorities = Files.writeString(folder.resolve("ca.pem"), FakeDirectory.AUTHORITY.certificatePem());
		return new DirectorySettings(new DirectoryAddress.Server("127.0.0.1", server.port()), DirectoryProtection.LDAPS,
				password("QUAYSIDE\\admin"), new ServerTrust(Optional.of(authorities), Set.of()),
				Duration.ofSeconds(10));
	}

	/** A new account whose certificates and digests agree; its name. */
	static String account(ActiveDirectory ad, String... machines) throws IOException, InterruptedException {
		String name = "work-" + ACCOUNTS.incrementAndGet();
		List<byte[]> certificates = DirectorySeed.certificates(name, machines);
		return account(ad, name, DirectorySeed.blob(certificates), DirectorySeed.digests(certificates));
	}

	static String account(ActiveDirectory ad, byte[] blob, List<byte[]> digests)
			throws IOException, InterruptedException {
		return account(ad, "work-" + ACCOUNTS.incrementAndGet(), blob, digests);
	}

	private static String account(ActiveDirectory ad, String name, byte[] blob, List<byte[]> digests)
			throws IOException, InterruptedException {
		LdapTools.modify(ad, DirectorySeed.account(name, blob, digests));
		return name;
	}

	static AccountCertificates read(DirectoryConnection connection, String account) throws DirectoryException {
		return connection.certificates(account, CertificateQuery.usual(), MONITOR);
	}
}
