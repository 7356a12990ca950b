package dev.quayside.rpc.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.SecureServer;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.security.kerberos.TestRealm.Entry;
import dev.quayside.rpc.security.kerberos.TestRealm.Issue;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;
import dev.quayside.rpc.security.spnego.NegotiateAcceptor;
import dev.quayside.rpc.server.CallPolicy;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** impacket as a client of our server, with a ticket for it; its Kerberos comes in SPNEGO only, and cannot only sign. */
@Timeout(60)
class ImpacketKerberosTest {

	private static final String SERVICE = "host/127.0.0.1";
	private static final Path SCRIPT = Vectors.tests()
			.resolve("dev.quayside.rpc.security.tests/impacket/kerberos_client.py");

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource(names = { "AES128_SHA1", "AES256_SHA1" })
	void itIsKnown(EncryptionType type) throws Exception {
		EncryptionKey key = EncryptionKey.random(EncryptionType.AES256_SHA1, new SecureRandom());
		Path keytab = TestRealm.keytab(folder.resolve("keys"), new Entry(SERVICE, 3, key));
		Path tickets = TestRealm.cache(folder.resolve("tickets"), Issue.of(key, type).ticket(), SERVICE);
		KerberosAcceptor kerberos = new KerberosAcceptor(keytab, SERVICE + '@' + TestRealm.REALM);
		try (SecureServer server = new SecureServer(CallPolicy.OPEN, RpcServerLimits.DEFAULT,
				List.of(new NegotiateAcceptor(List.of(kerberos))))) {
			ProcessBuilder client = new ProcessBuilder("/usr/bin/python3", "-B", SCRIPT.toString(),
					Integer.toString(server.port()), Integer.toString(AuthenticationLevel.PRIVACY.value()),
					TestRealm.USER, TestRealm.REALM)
					.redirectErrorStream(true);
			client.environment().put("KRB5CCNAME", tickets.toString());

			assertThat(new String(client.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
					.isEqualTo((TestRealm.REALM + "\\alice PRIVACY\n").repeat(3));
		}
	}
}
