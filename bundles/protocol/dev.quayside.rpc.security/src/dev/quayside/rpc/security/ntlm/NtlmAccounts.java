package dev.quayside.rpc.security.ntlm;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The accounts of a server. Safe for use by several threads; must not block for long. */
@FunctionalInterface
public interface NtlmAccounts {

	/**
	 * Looks up without regard to case.
	 *
	 * @param domain
	 *            as the client names it; may be empty
	 */
	Optional<NtlmAccount> find(String domain, String name);

	/** A fixed list, in which an account of the very domain goes before one of any domain. */
	static NtlmAccounts of(Collection<NtlmAccount> accounts) {
		List<NtlmAccount> list = List.copyOf(accounts);
		return (domain, name) -> find(list, domain, name).or(() -> find(list, "", name));
	}

	private static Optional<NtlmAccount> find(List<NtlmAccount> accounts, String domain, String name) {
		return accounts.stream().filter(account -> isSame(account.domain(), domain) && isSame(account.name(), name))
				.findFirst();
	}

	private static boolean isSame(String one, String other) {
		return NtlmCrypto.upperCase(one).equals(NtlmCrypto.upperCase(other));
	}
}
