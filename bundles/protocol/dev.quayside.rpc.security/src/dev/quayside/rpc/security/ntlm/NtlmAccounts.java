package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.auth.AccountNames;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

	/** A fixed list, in which an account of the very domain goes before one of any domain, and the first before others. */
	static NtlmAccounts of(Collection<NtlmAccount> accounts) {
		Map<List<String>, NtlmAccount> known = new HashMap<>();
		accounts.forEach(account -> known.putIfAbsent(key(account.domain(), account.name()), account));
		return (domain, name) -> Optional.ofNullable(known.get(key(domain, name)))
				.or(() -> Optional.ofNullable(known.get(key("", name))));
	}

	private static List<String> key(String domain, String name) {
		return List.of(AccountNames.upperCase(domain), AccountNames.upperCase(name));
	}
}
