package dev.quayside.rpc.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.kerberos.TestRealm.Entry;
import dev.quayside.rpc.security.kerberos.TestRealm.Issue;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;
import dev.quayside.rpc.security.kerberos.pac.internal.PacBytes;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;

/** What a ticket says of the groups of its client. */
class TicketGroupsTest {

	private static final SecureRandom RANDOM = new SecureRandom();
	private static final byte[] NOTHING = new byte[0];

	@TempDir
	Path folder;
	private EncryptionKey serviceKey;
	private KerberosAcceptor acceptor;

	@BeforeEach
	void start() throws Exception {
		serviceKey = EncryptionKey.random(EncryptionType.AES256_SHA1, RANDOM);
		acceptor = new KerberosAcceptor(
				TestRealm.keytab(folder.resolve("service.keytab"), new Entry(TestRealm.SERVICE, 3, serviceKey)),
				TestRealm.SERVICE + '@' + TestRealm.REALM);
	}

	private Issue issue() {
		return Issue.of(serviceKey, EncryptionType.AES256_SHA1);
	}

	private static InitiatorExchange initiator(ServiceTicket ticket) {
		return new InitiatorExchange(ticket, AuthenticationLevel.PRIVACY, Clock.systemUTC(), RANDOM, () -> {});
	}

	private SecurityExchange accepted(Issue issue) throws Exception {
		SecurityExchange client = initiator(issue.ticket());
		SecurityExchange server = acceptor.start();
		server.next(client.next(server.next(client.next(NOTHING))));
		return server;
	}

	/** With the logon information of the published example. */
	private byte[] certificate(Issue issue, EncryptionKey key) {
		byte[] data = Vectors.read("dev.quayside.rpc.security.tests/vectors/kerberos-pac.txt")
				.get("authorization-data");
		return PacBytes.of(Arrays.copyOfRange(data, 0x5E, 0x5E + 0x4B0), issue.start(), issue.user()).signed(key,
				false);
	}

	@Test
	void theGroupsInTheTicketAreKnown() throws Exception {
		Issue issue = issue();

		assertThat(accepted(issue.pac(certificate(issue, serviceKey))).context().sids()).hasSize(40)
				.startsWith("S-1-5-21-397955417-626881126-188441444-2914711");
		assertThat(accepted(issue).context().sids()).isEmpty();
	}

	@Test
	void groupsThatNoDomainHasSignedAreRefused() {
		Issue issue = issue();
		byte[] certificate = certificate(issue, EncryptionKey.random(EncryptionType.AES256_SHA1, RANDOM));

		SecurityExchange client = initiator(issue.pac(certificate).ticket());
		SecurityExchange server = acceptor.start();
		assertThat(catchThrowableOfType(RpcSecurityException.class,
				() -> client.next(server.next(client.next(NOTHING))))).hasMessageContaining("KRB_AP_ERR_MODIFIED")
				.extracting(RpcSecurityException::reason)
				.isEqualTo(Reason.REFUSED);
	}
}
