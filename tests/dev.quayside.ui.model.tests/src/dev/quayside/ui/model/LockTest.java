package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.Protection;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class LockTest {

	private static ConnectionSecurity alice(Protection protection, String remark) {
		return new ConnectionSecurity(protection, "NTLM", "CORP\\alice", Optional.ofNullable(remark));
	}

	@Test
	void privacyIsAClosedLock() {
		ConnectionSecurity security = alice(Protection.PRIVACY, null);
		assertThat(Lock.of(security)).isEqualTo(Lock.CLOSED);
		assertThat(Lock.details(security)).isEqualTo("Privacy (signed and encrypted), NTLM, as CORP\\alice");
	}

	@Test
	void whatOthersCanReadIsHalfOfALock() {
		assertThat(Lock.of(alice(Protection.INTEGRITY, null))).isEqualTo(Lock.HALF);
		assertThat(Lock.of(alice(Protection.CONNECT, null))).isEqualTo(Lock.HALF);
		assertThat(Lock.line(alice(Protection.INTEGRITY, null))).startsWith("Integrity (signed, not encrypted)");
	}

	@Test
	void nothingIsAnOpenLock() {
		assertThat(Lock.of(ConnectionSecurity.UNPROTECTED)).isEqualTo(Lock.OPEN);
		assertThat(Lock.line(ConnectionSecurity.UNPROTECTED)).isEqualTo("Unprotected, anonymous");
		assertThat(Lock.brief(ConnectionSecurity.UNPROTECTED)).isEqualTo("unprotected");
	}

	@Test
	void whyItIsNoBetterIsInTheDetails() {
		assertThat(Lock.details(alice(Protection.PRIVACY, "No ticket:\nclock skew")))
				.isEqualTo("Privacy (signed and encrypted), NTLM, as CORP\\alice\nNo ticket:\\nclock skew");
	}
}
