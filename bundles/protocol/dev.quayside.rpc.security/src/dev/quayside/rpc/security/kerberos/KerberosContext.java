package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What both exchanges end in. */
final class KerberosContext implements SecurityContext {

	private final Principal self;
	private final Principal peer;
	private final List<String> sids;
	private final Instant end;
	private final MessageTokens tokens;

	/**
	 * @param sids
	 *            of the peer
	 * @param end
	 *            of the ticket
	 */
	KerberosContext(Principal self, Principal peer, List<String> sids, Instant end, MessageTokens tokens) {
		this.self = self;
		this.peer = peer;
		this.sids = List.copyOf(sids);
		this.end = end;
		this.tokens = tokens;
	}

	@Override
	public Principal peer() {
		return peer;
	}

	@Override
	public List<String> sids() {
		return sids;
	}

	@Override
	public Optional<Principal> self() {
		return Optional.of(self);
	}

	@Override
	public Optional<Instant> expires() {
		return Optional.of(end);
	}

	@Override
	public AuthenticationType mechanism() {
		return AuthenticationType.KERBEROS;
	}

	@Override
	public int signatureSize(boolean sealed) {
		return tokens.size(sealed);
	}

	@Override
	public void protect(Coverage message) {
		tokens.protect(message);
	}

	@Override
	public void unprotect(Coverage message) throws RpcSecurityException {
		tokens.unprotect(message);
	}
}
