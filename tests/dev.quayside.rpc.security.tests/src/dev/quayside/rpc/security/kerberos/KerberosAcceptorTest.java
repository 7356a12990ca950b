package dev.quayside.rpc.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.security.kerberos.TestRealm.Entry;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

class KerberosAcceptorTest {

	private static final String PRINCIPAL = TestRealm.SERVICE + '@' + TestRealm.REALM;

	@TempDir
	Path folder;

	private Path keytab() throws Exception {
		return TestRealm.keytab(folder.resolve("service.keytab"), new Entry(TestRealm.SERVICE, 3,
				EncryptionKey.random(EncryptionType.AES256_SHA1, new SecureRandom())));
	}

	private static void assertNoCredentials(Path keytab, String principal, String message) {
		assertThatExceptionOfType(RpcSecurityException.class)
				.isThrownBy(() -> new KerberosAcceptor(keytab, principal)).withMessageContaining(message)
				.extracting(RpcSecurityException::reason).isEqualTo(Reason.NO_CREDENTIALS);
	}

	@Test
	void itHasTheNameOfItsPrincipal() throws Exception {
		KerberosAcceptor acceptor = new KerberosAcceptor(keytab(), PRINCIPAL);

		assertThat(acceptor.principalName()).contains(PRINCIPAL);
		assertThat(acceptor.type()).isEqualTo(AuthenticationType.KERBEROS);
	}

	@Test
	void aKeytabThatIsNotThereIsNamed() {
		Path missing = folder.resolve("missing");

		assertNoCredentials(missing, PRINCIPAL, missing + " does not exist");
	}

	@Test
	void aKeytabWithoutTheKeyIsNamed() throws Exception {
		assertNoCredentials(keytab(), "host/other@" + TestRealm.REALM, "holds no key of host/other@");
	}

	@Test
	void aFileThatIsNoKeytabHoldsNoKey() throws Exception {
		Path garbage = Files.write(folder.resolve("garbage"), new byte[]{ 5, 2, 127, -1, -1, -1, 0, 9 });

		assertNoCredentials(garbage, PRINCIPAL, "holds no key of");
	}
}
