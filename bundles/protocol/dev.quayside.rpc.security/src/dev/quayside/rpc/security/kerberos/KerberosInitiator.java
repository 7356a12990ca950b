package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.auth.SecurityInitiator;

import java.security.SecureRandom;
import java.time.Clock;

/**
 * Kerberos on the client side: tickets by the JDK and its {@code krb5.conf}, the exchange and the protection of messages
 * by this package. Beginning an exchange may wait for the KDC; tickets are kept until they end.
 */
public final class KerberosInitiator implements SecurityInitiator {

	/** What a computer account answers to ([MS-KILE] 3.2.4.2). */
	public static final String HOST = "host";

	private final ServiceTickets tickets;
	private final Clock clock;
	private final SecureRandom random = new SecureRandom();

	/** For the services of a computer account. */
	public KerberosInitiator(KerberosIdentity identity) {
		this(identity, HOST, Clock.systemUTC());
	}

	/**
	 * @param serviceClass
	 *            what the principal of a server begins with
	 * @param clock
	 *            for the authenticator; the KDC is asked by the time of the machine
	 */
	public KerberosInitiator(KerberosIdentity identity, String serviceClass, Clock clock) {
		tickets = new ServiceTickets(identity, serviceClass);
		this.clock = clock;
	}

	@Override
	public AuthenticationType type() {
		return AuthenticationType.KERBEROS;
	}

	@Override
	public SecurityExchange start(String host, AuthenticationLevel level) throws RpcSecurityException {
		return new InitiatorExchange(tickets.of(host), level, clock, random, () -> tickets.forget(host));
	}
}
