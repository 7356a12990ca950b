package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.auth.SecurityExchange;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** Lets clients log on with NTLMv2 ([MS-NLMP] 3.2); NTLMv1 and LM are refused. */
public final class NtlmAcceptor implements SecurityAcceptor {

	private final NtlmAccounts accounts;
	private final ServerNames names;
	private final boolean allowsAnonymous;
	private final Clock clock;
	/** Of no account: what an unknown user is measured with. */
	private final byte[] nobody = NtlmTokens.random(NtHash.SIZE);

	public NtlmAcceptor(NtlmAccounts accounts, ServerNames names, boolean allowsAnonymous) {
		this(accounts, names, allowsAnonymous, Clock.systemUTC());
	}

	/**
	 * @param clock
	 *            for the timestamps of server and client
	 */
	public NtlmAcceptor(NtlmAccounts accounts, ServerNames names, boolean allowsAnonymous, Clock clock) {
		this.accounts = Objects.requireNonNull(accounts);
		this.names = Objects.requireNonNull(names);
		this.allowsAnonymous = allowsAnonymous;
		this.clock = Objects.requireNonNull(clock);
	}

	@Override
	public AuthenticationType type() {
		return AuthenticationType.NTLM;
	}

	@Override
	public SecurityExchange start() {
		return new NtlmAcceptance(this);
	}

	@Override
	public Optional<String> principalName() {
		return Optional.of("host/" + (names.dnsComputer().isEmpty() ? names.computer() : names.dnsComputer()));
	}

	ServerNames names() {
		return names;
	}

	boolean allowsAnonymous() {
		return allowsAnonymous;
	}

	long now() {
		return clock.millis();
	}

	/** {@code name@realm} without a domain may also stand for the name alone. */
	Optional<NtlmAccount> find(String domain, String name) {
		Optional<NtlmAccount> account = accounts.find(domain, name);
		int at = name.lastIndexOf('@');
		return account.isPresent() || !domain.isEmpty() || at < 1
				? account
				: accounts.find(name.substring(at + 1), name.substring(0, at));
	}

	byte[] hashOf(Optional<NtlmAccount> account) {
		return account.map(NtlmAccount::ntHash).orElse(nobody);
	}
}
