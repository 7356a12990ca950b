package dev.quayside.rpc.auth;

import dev.quayside.rpc.RpcSecurityException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An established security context: protects one message after the other, in the order of the wire, with a sequence of its
 * own for each direction ({@code GSS_WrapEx}, {@code GSS_GetMICEx} and their counterparts, [MS-RPCE] 3.3.1.5.2.2). One
 * thread at a time for each direction.
 */
public interface SecurityContext {

	/** Who is at the other end. */
	Principal peer();

	/**
	 * SIDs of who is at the other end and of its groups, as its domain vouches, its own first; empty where the provider learns
	 * none.
	 */
	default List<String> sids() {
		return List.of();
	}

	/** Whom the other end takes this one for; empty where the provider does not know more than its user. */
	default Optional<Principal> self() {
		return Optional.empty();
	}

	/** The provider that did the work: never {@link AuthenticationType#NEGOTIATE}, but what was negotiated. */
	AuthenticationType mechanism();

	/** Why another provider than the preferred one was used; empty where it was the preferred one. */
	default Optional<String> remark() {
		return Optional.empty();
	}

	/** When no further calls should be made in it; empty if it does not expire. */
	default Optional<Instant> expires() {
		return Optional.empty();
	}

	/** Bytes of each signature that goes out. */
	int signatureSize(boolean sealed);

	/** Signs, and seals in place where the coverage says so; the signature is {@link #signatureSize} long. */
	void protect(Coverage message);

	/**
	 * Opens in place and checks.
	 *
	 * @throws RpcSecurityException
	 *             with {@link RpcSecurityException.Reason#TAMPERED} if the message was changed, replayed or left out, or
	 *             its signature is not one
	 */
	void unprotect(Coverage message) throws RpcSecurityException;
}
