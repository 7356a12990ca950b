package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;

/** What both exchanges end in. */
final class KerberosContext implements SecurityContext {

	private final Principal peer;
	private final MessageTokens tokens;

	KerberosContext(Principal peer, MessageTokens tokens) {
		this.peer = peer;
		this.tokens = tokens;
	}

	@Override
	public Principal peer() {
		return peer;
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
