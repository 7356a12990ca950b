package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.auth.SecurityExchange;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Kerberos on the server side, with the keys of a keytab. No KDC is asked. */
public final class KerberosAcceptor implements SecurityAcceptor {

	/** How far the clock of a client may be off, as Windows has it by default. */
	static final Duration SKEW = Duration.ofMinutes(5);

	private final ServiceKeys keys;
	private final ReplayCache replays = new ReplayCache(SKEW.multipliedBy(2));
	private final Clock clock;
	private final SecureRandom random = new SecureRandom();

	/**
	 * @param principal
	 *            {@code host/NAME@REALM}; tickets for other names of the same account are accepted as well
	 * @throws RpcSecurityException
	 *             if the keytab holds no key for it
	 */
	public KerberosAcceptor(Path keytab, String principal) throws RpcSecurityException {
		this(keytab, principal, Clock.systemUTC());
	}

	public KerberosAcceptor(Path keytab, String principal, Clock clock) throws RpcSecurityException {
		keys = new ServiceKeys(keytab, principal);
		this.clock = clock;
	}

	@Override
	public AuthenticationType type() {
		return AuthenticationType.KERBEROS;
	}

	@Override
	public SecurityExchange start() {
		return new AcceptorExchange(new RequestVerifier(keys, replays, clock, random), clock, random);
	}

	/** The realm of the service; users of other realms come in where the realms trust each other. */
	public String realm() {
		return keys.principal().getRealm();
	}

	@Override
	public Optional<String> principalName() {
		return Optional.of(keys.principal().getName());
	}
}
