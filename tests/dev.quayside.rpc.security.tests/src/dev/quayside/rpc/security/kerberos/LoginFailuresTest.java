package dev.quayside.rpc.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Optional;

import javax.security.auth.login.LoginException;

/** With the messages of JDK 17. */
class LoginFailuresTest {

	private static final KerberosIdentity ALICE = new KerberosIdentity.Password("alice@REALM", new char[0]);

	private static RpcSecurityException failure(KerberosIdentity identity, String message) {
		return LoginFailures.of(identity, new LoginException(message));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
			"Pre-authentication information was invalid (24)|LOGON_FAILURE|the password or key is wrong",
			"Client not found in Kerberos database (6)|UNKNOWN_PRINCIPAL|no such user",
			"Client not found in Kerberos database (6) - CLIENT_NOT_FOUND|UNKNOWN_PRINCIPAL|no such user",
			"Clients credentials have been revoked (18)|ACCOUNT_RESTRICTED|disabled, locked or expired",
			"Password has expired - change password to reset (23)|ACCOUNT_RESTRICTED|must be changed",
			"Clock skew too great (37)|CLOCK_SKEW|the clocks differ",
			"KDC has no support for encryption type (14)|UNSUPPORTED|encryption type",
			"Cannot locate KDC|NO_REALM|krb5.conf",
			"KrbException: Cannot locate default realm|NO_REALM|krb5.conf",
			"Checksum failed|LOGON_FAILURE|the password or key is wrong",
			"Something else|NO_CREDENTIALS|Something else" })
	void theReasonIsTakenFromTheMessage(String message, Reason reason, String words) {
		RpcSecurityException failure = failure(ALICE, message);

		assertThat(failure.reason()).isEqualTo(reason);
		assertThat(failure).hasMessageStartingWith("Kerberos logon as alice@REALM failed: ")
				.hasMessageContaining(words);
	}

	@Test
	void aKeyDistributionCenterThatDoesNotAnswerIsNamed() {
		LoginException failure = new LoginException("Connection refused");
		failure.initCause(new ConnectException("Connection refused"));

		assertThat(LoginFailures.of(ALICE, failure)).hasMessageContaining("cannot be reached (port 88)")
				.extracting(RpcSecurityException::reason).isEqualTo(Reason.NO_REALM);
	}

	@Test
	void anEmptyCacheIsToldWhatToDo() {
		RpcSecurityException failure = failure(new KerberosIdentity.TicketCache(Optional.of("/tmp/tickets")),
				"Unable to obtain Principal Name for authentication ");

		assertThat(failure.reason()).isEqualTo(Reason.NO_CREDENTIALS);
		assertThat(failure).hasMessageContaining("with the ticket cache /tmp/tickets").hasMessageContaining("kinit");
	}

	@Test
	void aKeytabWithoutTheKeyIsNamed() {
		RpcSecurityException failure = failure(new KerberosIdentity.Keytab("alice", Path.of("alice.keytab")),
				"Unable to obtain password from user\n");

		assertThat(failure.reason()).isEqualTo(Reason.NO_CREDENTIALS);
		assertThat(failure).hasMessageContaining("as alice with the keytab alice.keytab")
				.hasMessageContaining("no key of this principal");
	}

	@Test
	void anIdentityDoesNotShowItsPassword() {
		assertThat(new KerberosIdentity.Password("alice", "secret".toCharArray())).hasToString("as alice");
	}
}
