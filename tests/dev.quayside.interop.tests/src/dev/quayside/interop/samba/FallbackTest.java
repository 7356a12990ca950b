package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.security.spnego.NegotiateInitiator;
import dev.quayside.testkit.ActiveDirectory;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Clock;
import java.util.List;

/** Kerberos if possible, else NTLM. */
@Timeout(60)
class FallbackTest {

	private static final SecurityInitiator NTLM = Mechanism.NTLM.initiator(ActiveDirectory.USER,
			ActiveDirectory.PASSWORD);

	private static Controller controller;

	@BeforeAll
	static void start() throws Exception {
		controller = Controller.shared();
	}

	@Test
	void kerberosIsPreferred() throws Exception {
		SecurityContext context = negotiated(
				Mechanism.KERBEROS.initiator(ActiveDirectory.USER, ActiveDirectory.PASSWORD), NTLM);
		assertThat(context.mechanism()).isEqualTo(AuthenticationType.KERBEROS);
		assertThat(context.remark()).isEmpty();
	}

	@Test
	void ntlmStepsInAndSaysWhy() throws Exception {
		SecurityContext context = negotiated(Mechanism.KERBEROS.initiator(ActiveDirectory.USER,
				ActiveDirectory.PASSWORD, "NOWHERE.TEST", Clock.systemUTC()), NTLM);
		assertThat(context.mechanism()).isEqualTo(AuthenticationType.NTLM);
		assertThat(context.remark().orElseThrow()).contains("realm");
	}

	@Test
	void ntlmDoesNotStepInForAWrongPassword() {
		assertThatThrownBy(() -> negotiated(Mechanism.KERBEROS.initiator(ActiveDirectory.USER, "wrong"), NTLM))
				.isInstanceOfSatisfying(RpcSecurityException.class,
						e -> assertThat(e.reason()).isEqualTo(Reason.LOGON_FAILURE));
	}

	private static SecurityContext negotiated(SecurityInitiator... initiators) throws Exception {
		ClientSecurity security = new ClientSecurity(new NegotiateInitiator(List.of(initiators)),
				AuthenticationLevel.PRIVACY);
		try (RpcClient client = Controller.client(controller.endpoint(Samr.INTERFACE), security)) {
			Controller.looksUp(client);
			return client.security().orElseThrow();
		}
	}
}
