package dev.quayside.rpc.security.ntlm;

import java.util.Objects;

/**
 * An account that may log on.
 *
 * @param domain
 *            empty: any domain that the client names
 * @param ntHash
 *            see {@link NtHash}
 */
public record NtlmAccount(String domain, String name, byte[] ntHash) {

	public NtlmAccount {
		Objects.requireNonNull(domain);
		ntHash = NtHash.checked(ntHash);
		if (name.isBlank()) {
			throw new IllegalArgumentException("The name of the account is empty");
		}
	}

	/** Without the hash. */
	@Override
	public String toString() {
		return domain.isEmpty() ? name : domain + '\\' + name;
	}
}
