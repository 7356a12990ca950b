package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.auth.Principal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Optional;
import java.util.Set;

/** Who is let in at which level. */
class AdmissionTest {

	private static final Principal ALICE = new Principal("CORP", "alice");
	private static final int GUARDED = 2;
	private static final int OPEN = 0;

	private static Caller caller(Principal principal, AuthenticationLevel level) {
		return new Caller(Optional.of(AuthenticationType.NTLM), level, principal);
	}

	private static boolean isLetIn(AuthenticationLevel minimum, int opnum, Caller caller) {
		Optional<FaultStatus> refusal = new Admission(minimum, known -> known.principal().equals(ALICE), Set.of(OPEN))
				.refusal(opnum, caller);
		refusal.ifPresent(fault -> assertThat(fault).isEqualTo(FaultStatus.ACCESS_DENIED));
		return refusal.isEmpty();
	}

	@ParameterizedTest
	@EnumSource(AuthenticationLevel.class)
	void aLevelLetsInWhatIsAtLeastThat(AuthenticationLevel minimum) {
		for (AuthenticationLevel level : AuthenticationLevel.values()) {
			if (level != AuthenticationLevel.NONE) {
				assertThat(isLetIn(minimum, GUARDED, caller(ALICE, level))).as(level + " at " + minimum)
						.isEqualTo(level.value() >= minimum.value());
			}
		}
		boolean isOpen = minimum == AuthenticationLevel.NONE;
		assertThat(isLetIn(minimum, GUARDED, Caller.UNAUTHENTICATED)).isEqualTo(isOpen);
	}

	@Test
	void whoeverAsksForThePortMayRemainUnknown() {
		assertThat(isLetIn(AuthenticationLevel.PRIVACY, OPEN, Caller.UNAUTHENTICATED)).isTrue();
	}

	@Test
	void anonymousCallersAndStrangersAreNotLetInHoweverWellTheyAreProtected() {
		AuthenticationLevel highest = AuthenticationLevel.PRIVACY;
		assertThat(isLetIn(AuthenticationLevel.CONNECT, GUARDED, caller(Principal.ANONYMOUS, highest))).isFalse();
		assertThat(isLetIn(AuthenticationLevel.CONNECT, GUARDED, caller(new Principal("CORP", "mallory"), highest)))
				.isFalse();
		assertThat(isLetIn(AuthenticationLevel.CONNECT, GUARDED, new Caller(Optional.empty(), highest, ALICE)))
				.isFalse();
	}
}
