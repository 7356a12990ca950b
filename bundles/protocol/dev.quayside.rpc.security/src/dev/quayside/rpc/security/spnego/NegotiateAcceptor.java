package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.auth.SecurityExchange;

import java.util.List;
import java.util.Optional;

/** The server side of SPNEGO: takes the first mechanism in the order of the client that it has a provider for. */
public final class NegotiateAcceptor implements SecurityAcceptor {

	private final List<SecurityAcceptor> providers;

	/**
	 * @param providers
	 *            Kerberos, NTLM or both
	 */
	public NegotiateAcceptor(List<SecurityAcceptor> providers) {
		this.providers = List.copyOf(providers);
		if (providers.isEmpty()
				|| providers.stream().anyMatch(provider -> provider.type() == AuthenticationType.NEGOTIATE)) {
			throw new IllegalArgumentException("SPNEGO negotiates other providers than itself, at least one");
		}
	}

	@Override
	public AuthenticationType type() {
		return AuthenticationType.NEGOTIATE;
	}

	@Override
	public SecurityExchange start() {
		return new NegotiateAcceptance(this);
	}

	@Override
	public Optional<String> principalName() {
		return providers.stream().map(SecurityAcceptor::principalName).flatMap(Optional::stream).findFirst();
	}

	Optional<SecurityAcceptor> provider(AuthenticationType type) {
		return providers.stream().filter(provider -> provider.type() == type).findFirst();
	}
}
