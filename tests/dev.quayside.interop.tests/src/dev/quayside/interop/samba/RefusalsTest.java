package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.testkit.ActiveDirectory;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Clock;
import java.time.Duration;

/** Whom a domain controller refuses, and what a user is told of it. */
@Timeout(60)
class RefusalsTest {

	private static final Duration OFF = Duration.ofMinutes(10);

	private static Controller controller;

	@BeforeAll
	static void start() throws Exception {
		controller = Controller.shared();
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aWrongPassword(Mechanism mechanism) {
		refuses(mechanism.initiator(ActiveDirectory.USER, "wrong"), mechanism, Reason.LOGON_FAILURE);
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void anUnknownUser(Mechanism mechanism) {
		refuses(mechanism.initiator("nobody", ActiveDirectory.PASSWORD), mechanism, Reason.UNKNOWN_PRINCIPAL);
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aDisabledAccount(Mechanism mechanism) {
		refuses(mechanism.initiator(ActiveDirectory.DISABLED_USER, ActiveDirectory.PASSWORD), mechanism,
				Reason.ACCOUNT_RESTRICTED);
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void anExpiredAccount(Mechanism mechanism) {
		refuses(mechanism.initiator(ActiveDirectory.EXPIRED_USER, ActiveDirectory.PASSWORD), mechanism,
				Reason.ACCOUNT_RESTRICTED);
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void anExpiredPassword(Mechanism mechanism) {
		refuses(mechanism.initiator(ActiveDirectory.MUST_CHANGE_USER, ActiveDirectory.PASSWORD), mechanism,
				Reason.ACCOUNT_RESTRICTED);
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aWrongRealm(Mechanism mechanism) {
		refuses(mechanism.initiator(ActiveDirectory.USER, ActiveDirectory.PASSWORD, "NOWHERE.TEST", Clock.systemUTC()),
				mechanism, Reason.NO_REALM);
	}

	/** NTLM goes without a clock of its own: it takes the time of the server. */
	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aClockTenMinutesFast(Mechanism mechanism) throws Exception {
		aClock(mechanism, Clock.offset(Clock.systemUTC(), OFF), " seconds ahead");
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aClockTenMinutesSlow(Mechanism mechanism) throws Exception {
		aClock(mechanism, Clock.offset(Clock.systemUTC(), OFF.negated()), " seconds behind");
	}

	private static void aClock(Mechanism mechanism, Clock clock, String words) throws Exception {
		SecurityInitiator initiator = mechanism.initiator(ActiveDirectory.USER, ActiveDirectory.PASSWORD,
				ActiveDirectory.REALM, clock);
		if (mechanism.needsKerberos()) {
			assertThatThrownBy(() -> call(controller, initiator, AuthenticationLevel.PRIVACY))
					.isInstanceOfSatisfying(RpcSecurityException.class,
							e -> assertThat(e.reason()).isEqualTo(Reason.CLOCK_SKEW))
					.hasMessageContaining(words);
		} else {
			call(controller, initiator, AuthenticationLevel.PRIVACY);
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aControllerTenMinutesFast(Mechanism mechanism) throws Exception {
		try (ActiveDirectory ahead = ActiveDirectory.startAhead(OFF)) {
			SecurityInitiator initiator = mechanism.initiator(ActiveDirectory.USER, ActiveDirectory.PASSWORD);
			Controller other = new Controller(ahead);
			if (mechanism.needsKerberos()) {
				assertThatThrownBy(() -> call(other, initiator, AuthenticationLevel.PRIVACY))
						.isInstanceOfSatisfying(RpcSecurityException.class,
								e -> assertThat(e.reason()).isEqualTo(Reason.CLOCK_SKEW));
			} else {
				call(other, initiator, AuthenticationLevel.PRIVACY);
			}
		} finally {
			controller = Controller.shared();
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void anUnknownServer(Mechanism mechanism) throws Exception {
		SecurityInitiator initiator = mechanism.initiator(ActiveDirectory.USER, ActiveDirectory.PASSWORD);
		if (mechanism.needsKerberos()) {
			assertThatThrownBy(() -> initiator.start("nobody.quayside.test", AuthenticationLevel.PRIVACY)
					.next(new byte[0])).isInstanceOfSatisfying(RpcSecurityException.class,
							e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_PRINCIPAL));
		} else {
			initiator.start("nobody.quayside.test", AuthenticationLevel.PRIVACY).next(new byte[0]);
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void tooLowALevel(Mechanism mechanism) {
		assertThatThrownBy(
				() -> call(controller, mechanism.initiator(ActiveDirectory.USER, ActiveDirectory.PASSWORD),
						AuthenticationLevel.CONNECT))
				.hasMessageContaining("ERROR_ACCESS_DENIED");
	}

	/** NTLM learns only that something was wrong. */
	private static void refuses(SecurityInitiator initiator, Mechanism mechanism, Reason reason) {
		assertThatThrownBy(() -> call(controller, initiator, AuthenticationLevel.PRIVACY)).isInstanceOfSatisfying(
				RpcSecurityException.class,
				e -> assertThat(e.reason()).isEqualTo(mechanism.needsKerberos() ? reason : Reason.REFUSED));
	}

	private static void call(Controller where, SecurityInitiator initiator, AuthenticationLevel level)
			throws RpcException {
		InterfaceId samr = Samr.INTERFACE;
		try (RpcClient client = Controller.client(where.endpoint(samr), new ClientSecurity(initiator, level))) {
			Controller.looksUp(client);
		}
	}
}
