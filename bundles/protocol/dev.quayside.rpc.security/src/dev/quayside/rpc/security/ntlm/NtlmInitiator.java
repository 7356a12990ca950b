package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.auth.SecurityInitiator;

import java.util.Objects;

/** Logs on with NTLMv2 ([MS-NLMP] 3.1). Keeps the NT hash, not the password. */
public final class NtlmInitiator implements SecurityInitiator {

	private final String domain;
	private final String user;
	private final byte[] ntHash;

	/**
	 * @param domain
	 *            may be empty
	 * @param user
	 *            {@code name}, or without a domain {@code DOMAIN\name} or {@code name@realm}
	 */
	public NtlmInitiator(String domain, String user, char[] password) {
		this(domain, named(user), NtHash.of(password));
	}

	private NtlmInitiator(String domain, String user, byte[] ntHash) {
		int backslash = domain.isEmpty() ? user.indexOf('\\') : -1;
		this.domain = backslash > 0 ? user.substring(0, backslash) : domain;
		this.user = user.substring(backslash + 1);
		this.ntHash = ntHash;
	}

	/** As with a password, of which only the hash is known. */
	public static NtlmInitiator withHash(String domain, String user, byte[] ntHash) {
		return new NtlmInitiator(domain, named(user), NtHash.checked(ntHash));
	}

	/** Nobody in particular, without a password. */
	public static NtlmInitiator anonymous() {
		return new NtlmInitiator("", "", new byte[NtHash.SIZE]);
	}

	private static String named(String user) {
		if (user.isBlank()) {
			throw new IllegalArgumentException("The name of the account is empty");
		}
		return user;
	}

	@Override
	public AuthenticationType type() {
		return AuthenticationType.NTLM;
	}

	@Override
	public SecurityExchange start(String host, AuthenticationLevel level) {
		return new NtlmInitiation(this, Objects.requireNonNull(host), level);
	}

	boolean isAnonymous() {
		return user.isEmpty();
	}

	String domain() {
		return domain;
	}

	String user() {
		return user;
	}

	byte[] responseKey() {
		return NtlmCrypto.responseKey(ntHash, user, domain);
	}
}
