package dev.quayside.admin.remote;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.security.spnego.NegotiateInitiator;

import java.util.List;
import java.util.Optional;

/**
 * An account of a realm: Kerberos, and NTLM where there is no ticket to be had. Keeps in mind why there was none: where
 * NTLM is refused in its place, that is what a person has to know.
 */
final class RealmAccount implements SecurityInitiator {

	private final SecurityInitiator negotiation;
	private volatile RpcSecurityException obstacle;

	RealmAccount(SecurityInitiator kerberos, SecurityInitiator ntlm) {
		negotiation = new NegotiateInitiator(List.of(new Watched(kerberos), ntlm));
	}

	/** Why Kerberos was not used, the last time that it was not. */
	Optional<RpcSecurityException> obstacle() {
		return Optional.ofNullable(obstacle);
	}

	@Override
	public AuthenticationType type() {
		return negotiation.type();
	}

	@Override
	public SecurityExchange start(String host, AuthenticationLevel level) throws RpcSecurityException {
		obstacle = null;
		return negotiation.start(host, level);
	}

	private interface Step<T> {

		T take() throws RpcSecurityException;
	}

	private <T> T watch(Step<T> step) throws RpcSecurityException {
		try {
			return step.take();
		} catch (RpcSecurityException e) {
			obstacle = e;
			throw e;
		}
	}

	private final class Watched implements SecurityInitiator {

		private final SecurityInitiator kerberos;

		Watched(SecurityInitiator kerberos) {
			this.kerberos = kerberos;
		}

		@Override
		public AuthenticationType type() {
			return kerberos.type();
		}

		@Override
		public SecurityExchange start(String host, AuthenticationLevel level) throws RpcSecurityException {
			SecurityExchange exchange = watch(() -> kerberos.start(host, level));
			return new SecurityExchange() {

				@Override
				public byte[] next(byte[] token) throws RpcSecurityException {
					return watch(() -> exchange.next(token));
				}

				@Override
				public boolean isEstablished() {
					return exchange.isEstablished();
				}

				@Override
				public SecurityContext context() {
					return exchange.context();
				}
			};
		}
	}
}
