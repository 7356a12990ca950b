package dev.quayside.admin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.LocalSecurity;
import dev.quayside.admin.Protection;
import dev.quayside.admin.Secret;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.security.ntlm.NtlmAccount;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** Which caller is which account. */
class AccountsTest {

	private static final Accounts ACCOUNTS = new Accounts(List.of(account("", "alice"), account("CORP", "bob"),
			account("PARTNER.TEST", "carol")), Optional.of("CORP.TEST"));

	private static NtlmAccount account(String domain, String name) {
		return new NtlmAccount(domain, name, new byte[16]);
	}

	private static boolean isKnown(AuthenticationType type, String domain, String name) {
		return ACCOUNTS.isKnown(new Caller(Optional.of(type), AuthenticationLevel.PRIVACY,
				new Principal(domain, name)));
	}

	@Test
	void anyDomainWillDoWithNtlm() {
		assertThat(isKnown(AuthenticationType.NTLM, "", "alice")).isTrue();
		assertThat(isKnown(AuthenticationType.NTLM, "ELSEWHERE", "ALICE")).isTrue();
		assertThat(isKnown(AuthenticationType.NTLM, "ELSEWHERE", "bob")).isFalse();
	}

	@Test
	void aTicketOfAnotherRealmNeedsAnAccountOfThatRealm() {
		assertThat(isKnown(AuthenticationType.KERBEROS, "CORP.TEST", "alice")).isTrue();
		assertThat(isKnown(AuthenticationType.KERBEROS, "PARTNER.TEST", "alice")).isFalse();
		assertThat(isKnown(AuthenticationType.KERBEROS, "PARTNER.TEST", "carol")).isTrue();
	}

	@Test
	void aRealmIsNotTheDomainThatIsCalledLikeIt() {
		assertThat(isKnown(AuthenticationType.KERBEROS, "CORP.TEST", "bob")).isFalse();
		assertThat(isKnown(AuthenticationType.NTLM, "corp", "bob")).isTrue();
	}

	@Test
	void anEmptyPasswordIsNone() {
		LocalSecurity wanted = new LocalSecurity(List.of(new LocalSecurity.User("alice", new Secret(new char[0]))),
				Optional.empty(), Optional.empty(), Protection.PRIVACY);
		assertThatThrownBy(() -> Accounts.security(wanted)).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("alice is empty");
	}
}
