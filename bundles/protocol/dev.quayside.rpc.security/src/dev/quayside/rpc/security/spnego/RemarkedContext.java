package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A context that also says why it is not of the preferred provider. */
final class RemarkedContext implements SecurityContext {

	private final SecurityContext context;
	private final String remark;

	RemarkedContext(SecurityContext context, String remark) {
		this.context = context;
		this.remark = remark;
	}

	@Override
	public Optional<String> remark() {
		return Optional.of(remark);
	}

	@Override
	public Principal peer() {
		return context.peer();
	}

	@Override
	public List<String> sids() {
		return context.sids();
	}

	@Override
	public Optional<Principal> self() {
		return context.self();
	}

	@Override
	public Optional<Instant> expires() {
		return context.expires();
	}

	@Override
	public AuthenticationType mechanism() {
		return context.mechanism();
	}

	@Override
	public int signatureSize(boolean sealed) {
		return context.signatureSize(sealed);
	}

	@Override
	public void protect(Coverage message) {
		context.protect(message);
	}

	@Override
	public void unprotect(Coverage message) throws RpcSecurityException {
		context.unprotect(message);
	}
}
