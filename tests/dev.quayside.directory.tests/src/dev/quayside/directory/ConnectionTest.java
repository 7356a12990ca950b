package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.ServerCertificate;
import dev.quayside.admin.directory.ServerTrust;
import dev.quayside.msmq.security.Sid;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class ConnectionTest {

	private static final String KRB5 = "java.security.krb5.conf";
	private static ActiveDirectory ad;
	private static String before;

	@BeforeAll
	static void start() throws IOException, InterruptedException {
		ad = DirectorySeed.shared();
		before = System.setProperty(KRB5, ad.krb5Conf().toString());
	}

	@AfterAll
	static void restore() {
		if (before == null) {
			System.clearProperty(KRB5);
		} else {
			System.setProperty(KRB5, before);
		}
	}

	private static DirectoryException refused(DirectorySettings settings) {
		return catchThrowableOfType(DirectoryException.class, () -> Directory.connect(settings).close());
	}

	@ParameterizedTest
	@EnumSource(names = { "LDAPS", "START_TLS" })
	void aPasswordGoesWithinTls(DirectoryProtection protection) throws DirectoryException {
		try (DirectoryConnection connection = Directory
				.connect(Directory.settings(ad, protection, Directory.administrator()))) {
			assertThat(connection.facts().server()).isEqualTo(ActiveDirectory.HOST);
			assertThat(connection.facts().domain()).isEqualTo("quayside.test");
			assertThat(connection.facts().domainDn()).isEqualTo(ActiveDirectory.BASE_DN);
			assertThat(connection.facts().protection()).startsWith("TLSv1.");
			assertThat(connection.facts().globalCatalog().optional()).isPresent();
		}
	}

	@ParameterizedTest
	@CsvSource({ "agnes@quayside.test", "QUAYSIDE\\agnes", "'CN=agnes,OU=MsmqUsers,DC=quayside,DC=test'" })
	void anAccountIsNamedAsPeopleNameIt(String name) throws DirectoryException {
		Directory.connect(Directory.settings(ad, DirectoryProtection.LDAPS, Directory.password(name))).close();
	}

	@ParameterizedTest
	@EnumSource
	void aKerberosKeyIsShownAsWell(DirectoryProtection protection) throws DirectoryException {
		Credentials key = new Credentials.Keytab(ad.keytab(ActiveDirectory.USER),
				ActiveDirectory.USER + '@' + ActiveDirectory.REALM);
		try (DirectoryConnection connection = Directory.connect(Directory.settings(ad, protection, key))) {
			List<CertificateAccount> accounts = new ArrayList<>();
			connection.accounts(AccountQuery.users(), accounts::add, Directory.MONITOR);
			assertThat(accounts).extracting(CertificateAccount::account).contains("QUAYSIDE\\svc-install");
		}
	}

	@Test
	void aSidHasTheNameOfItsAccountOrGroup() throws Exception {
		Sid agnes = Sid.read(ByteBuffer.wrap(LdapTools.values(ad, DirectorySeed.dn("agnes"), "objectSid").get(0)));
		String domain = agnes.toString().replaceFirst("-[0-9]+$", "-");
		try (DirectoryConnection connection = Directory
				.connect(Directory.settings(ad, DirectoryProtection.LDAPS, Directory.administrator()))) {
			assertThat(connection.accountName(agnes.toString(), Directory.MONITOR)).contains("QUAYSIDE\\agnes");
			assertThat(connection.accountName(domain + "513", Directory.MONITOR)).contains("QUAYSIDE\\Domain Users");
			assertThat(connection.accountName(domain + "4000000", Directory.MONITOR)).isEmpty();
		}
	}

	@Test
	void aKeyOfAnotherAccountIsRefused() {
		DirectoryException refused = refused(Directory.settings(ad, DirectoryProtection.SIGN_AND_SEAL,
				new Credentials.Keytab(ad.keytab(ActiveDirectory.USER), "nobody@" + ActiveDirectory.REALM)));
		assertThat(refused.kind()).isEqualTo(Kind.DENIED);
		assertThat(refused).hasMessageContaining("Kerberos logon of nobody@" + ActiveDirectory.REALM + " failed");
	}

	@Test
	void aWrongPasswordIsRefusedWithItsReason() {
		DirectoryException refused = refused(Directory.settings(ad, DirectoryProtection.LDAPS,
				new Credentials.Password("agnes", ActiveDirectory.DOMAIN, new Secret("wrong".toCharArray()))));
		assertThat(refused.kind()).isEqualTo(Kind.DENIED);
		assertThat(refused.status()).isEqualTo("invalidCredentials (49)");
		assertThat(refused).hasMessageContaining("QUAYSIDE\\agnes").hasMessageContaining("data 52e");
	}

	@ParameterizedTest
	@EnumSource(names = { "LDAPS", "START_TLS" })
	void aCertificateThatNobodyVouchesForIsRefusedWithItsFingerprint(DirectoryProtection protection) {
		DirectoryException refused = refused(
				Directory.settings(ad, protection, Directory.administrator(), ServerTrust.PLATFORM));
		assertThat(refused.kind()).isEqualTo(Kind.DENIED);
		assertThat(refused).hasMessageContaining("is not trusted: nobody who is trusted vouches for it")
				.hasMessageContaining("SHA-256 ");
	}

	@Test
	void whoTrustsACertificateIsAskedOnce() throws DirectoryException {
		List<ServerCertificate> asked = new ArrayList<>();
		DirectorySettings settings = Directory.settings(ad, DirectoryProtection.LDAPS, Directory.administrator(),
				ServerTrust.PLATFORM);
		new LdapDirectories().connect(settings, asked::add, Directory.MONITOR).close();
		assertThat(asked).hasSize(1);
		assertThat(asked.get(0).subject()).isEqualTo("CN=" + ActiveDirectory.HOST);
		ServerTrust remembered = new ServerTrust(Optional.empty(), Set.of(asked.get(0).fingerprint()));
		Directory.connect(Directory.settings(ad, DirectoryProtection.START_TLS, Directory.administrator(), remembered))
				.close();
	}

	@Test
	void aPortWhereNobodyListensIsUnreachable() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		DirectoryException refused = refused(at("127.0.0.1", port, Duration.ofSeconds(10)));
		assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
		assertThat(refused).hasMessageContaining("nobody listens there");
	}

	@Test
	void aHostThatDoesNotExistIsUnreachable() {
		DirectoryException refused = refused(at("dc1.invalid", 0, Duration.ofSeconds(10)));
		assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
		assertThat(refused).hasMessageContaining("no such host");
	}

	private static DirectorySettings at(String host, int port, Duration timeout) {
		return new DirectorySettings(new DirectoryAddress.Server(host, port), DirectoryProtection.LDAPS,
				Directory.administrator(), ServerTrust.PLATFORM, timeout);
	}

	@Test
	void aServerThatSaysNothingIsGivenUp() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			DirectoryException refused = refused(at("127.0.0.1", silent.getLocalPort(), Duration.ofMillis(300)));
			assertThat(refused.kind()).isIn(Kind.TIMEOUT, Kind.PROTOCOL, Kind.UNREACHABLE);
		}
	}

	@Test
	void aCancelledMonitorEndsTheWaiting() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			NullProgressMonitor monitor = new NullProgressMonitor();
			Thread canceller = new Thread(() -> {
				try (var accepted = silent.accept()) {
					monitor.setCanceled(true);
					accepted.getInputStream().readAllBytes();
				} catch (IOException e) {
					monitor.setCanceled(true);
				}
			});
			canceller.setDaemon(true);
			canceller.start();
			assertThatThrownBy(() -> new LdapDirectories().connect(
					at("127.0.0.1", silent.getLocalPort(), Duration.ofMinutes(5)), certificate -> false, monitor))
					.isInstanceOf(OperationCanceledException.class);
		}
	}
}
