package dev.quayside.rpc.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the user is told where no ticket is to be had; realms that answer are in the tests with Samba. */
class KerberosInitiatorTest {

	private static final String FILE = "java.security.krb5.conf";
	private static final KerberosIdentity ALICE = new KerberosIdentity.Password("alice@" + TestRealm.REALM,
			"secret".toCharArray());

	@TempDir
	Path folder;
	private String before;

	@BeforeEach
	void remember() {
		before = System.getProperty(FILE);
	}

	@AfterEach
	void restore() {
		if (before == null) {
			System.clearProperty(FILE);
		} else {
			System.setProperty(FILE, before);
		}
	}

	/** Makes a configuration with one realm the one of this process. */
	private void configure(String name, String realm, int port) throws IOException {
		String text = """
				[libdefaults]
					dns_lookup_kdc = false
					udp_preference_limit = 1
				[realms]
					%s = {
						kdc = 127.0.0.1:%d
					}
				""".formatted(realm, port);
		System.setProperty(FILE, Files.writeString(folder.resolve(name), text).toString());
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static RpcSecurityException failure(KerberosIdentity identity) {
		return catchThrowableOfType(RpcSecurityException.class,
				() -> new KerberosInitiator(identity).start("server.quayside.test", AuthenticationLevel.PRIVACY));
	}

	@Test
	void aRealmThatIsNotConfiguredIsNamed() throws Exception {
		configure("krb5.conf", "OTHER.TEST", closedPort());
		RpcSecurityException failure = failure(ALICE);

		assertThat(failure.reason()).isEqualTo(Reason.NO_REALM);
		assertThat(failure).hasMessageContaining("the realm is not configured").hasMessageContaining("krb5.conf");
	}

	@Test
	void aNameNeedsARealmWhereThereIsNoDefault() throws Exception {
		configure("krb5.conf", TestRealm.REALM, closedPort());
		RpcSecurityException failure = failure(new KerberosIdentity.Password("alice", new char[]{ 'x' }));

		assertThat(failure.reason()).isEqualTo(Reason.NO_REALM);
		assertThat(failure).hasMessageContaining("the realm is not configured");
	}

	@Test
	void aKeyDistributionCenterThatIsNotThereIsNamed() throws Exception {
		configure("krb5.conf", TestRealm.REALM, closedPort());
		RpcSecurityException failure = failure(ALICE);

		assertThat(failure.reason()).isEqualTo(Reason.NO_REALM);
		assertThat(failure).hasMessageContaining("cannot be reached");
	}

	@Test
	void aConfigurationThatChangedIsReadAgain() throws Exception {
		configure("krb5.conf", "OTHER.TEST", closedPort());
		failure(ALICE);
		configure("other.conf", TestRealm.REALM, closedPort());

		assertThat(failure(ALICE)).hasMessageContaining("cannot be reached");
	}

	@Test
	@Timeout(20)
	void aRealmThatDoesNotAnswerHoldsUpItsOwnUsersOnly() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			configure("krb5.conf", TestRealm.REALM, silent.getLocalPort());
			CompletableFuture<RpcSecurityException> held = CompletableFuture.supplyAsync(() -> failure(ALICE));
			try (Socket asking = silent.accept()) {
				configure("other.conf", "OTHER.TEST", closedPort());
				assertThat(failure(ALICE)).hasMessageContaining("the realm is not configured");
				assertThat(held).isNotDone();
				silent.close();
			}
			assertThat(held.get().reason()).isEqualTo(Reason.NO_REALM);
		}
	}

	@Test
	void aKeytabThatIsNotThereIsNamed() {
		Path missing = folder.resolve("missing.keytab");
		RpcSecurityException failure = failure(new KerberosIdentity.Keytab("alice@" + TestRealm.REALM, missing));

		assertThat(failure.reason()).isEqualTo(Reason.NO_CREDENTIALS);
		assertThat(failure).hasMessageContaining(missing + " does not exist");
	}

	@Test
	void aCacheThatIsNotThereIsNamed() {
		Path missing = folder.resolve("missing");
		RpcSecurityException failure = failure(
				new KerberosIdentity.TicketCache(Optional.of("FILE:" + missing)));

		assertThat(failure.reason()).isEqualTo(Reason.NO_CREDENTIALS);
		assertThat(failure).hasMessageContaining(missing + " does not exist").hasMessageContaining("kinit");
	}

	@Test
	void aCacheWithoutATicketIsNamed() throws Exception {
		Path garbage = Files.write(folder.resolve("garbage"), new byte[]{ 5, 4, 0, 0, 1, 2, 3 });
		RpcSecurityException failure = failure(new KerberosIdentity.TicketCache(Optional.of(garbage.toString())));

		assertThat(failure.reason()).isEqualTo(Reason.NO_CREDENTIALS);
		assertThat(failure).hasMessageContaining("with the ticket cache " + garbage);
	}
}
