package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.auth.SecurityInitiator;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The client side of SPNEGO. The first provider that can begin is preferred, those behind it are offered as well. Why one
 * before it could not begin is the remark of the context.
 */
public final class NegotiateInitiator implements SecurityInitiator {

	/**
	 * Why the next provider is tried. Not after a wrong password or a restricted account: another attempt would hide the
	 * cause and count towards a lockout. Not after a refusal or a token that is not one: somebody answers who should not be
	 * given a response to a password.
	 */
	private static final Set<Reason> GOES_ON = EnumSet.of(Reason.NO_CREDENTIALS, Reason.NO_REALM,
			Reason.UNKNOWN_PRINCIPAL, Reason.CLOCK_SKEW, Reason.UNSUPPORTED);

	private final List<SecurityInitiator> providers;

	/**
	 * @param providers
	 *            Kerberos, NTLM or both, best first
	 */
	public NegotiateInitiator(List<SecurityInitiator> providers) {
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
	public SecurityExchange start(String host, AuthenticationLevel level) throws RpcSecurityException {
		Target target = new Target(host, level);
		RpcSecurityException first = null;
		for (int i = 0; i < providers.size(); i++) {
			try {
				SecurityExchange exchange = target.begin(providers.get(i));
				byte[] token = exchange.next(new byte[0]);
				return new NegotiateInitiation(target, providers.subList(i, providers.size()), exchange, token,
						Optional.ofNullable(first).map(Throwable::getMessage));
			} catch (RpcSecurityException e) {
				if (first != null) {
					e.addSuppressed(first);
				}
				if (!GOES_ON.contains(e.reason()) || i == providers.size() - 1) {
					throw e;
				}
				first = e;
			}
		}
		throw new IllegalStateException("There is at least one provider");
	}

	/** Whom a client wants to talk to, and how. */
	record Target(String host, AuthenticationLevel level) {

		/** At least at level packet: the MIC of the list of mechanisms needs a provider that signs. */
		SecurityExchange begin(SecurityInitiator provider) throws RpcSecurityException {
			return provider.start(host,
					level.isAtLeast(AuthenticationLevel.PACKET) ? level : AuthenticationLevel.PACKET);
		}
	}
}
