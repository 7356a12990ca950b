package dev.quayside.rpc.auth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who makes a call, and how it is protected.
 *
 * @param type
 *            empty without authentication
 * @param sids
 *            see {@link SecurityContext#sids}
 */
public record Caller(Optional<AuthenticationType> type, AuthenticationLevel level, Principal principal,
		List<String> sids) {

	public static final Caller UNAUTHENTICATED = new Caller(Optional.empty(), AuthenticationLevel.NONE,
			Principal.ANONYMOUS);

	public Caller {
		Objects.requireNonNull(type);
		Objects.requireNonNull(level);
		Objects.requireNonNull(principal);
		sids = List.copyOf(sids);
	}

	/** Somebody of whose groups nothing is known. */
	public Caller(Optional<AuthenticationType> type, AuthenticationLevel level, Principal principal) {
		this(type, level, principal, List.of());
	}
}
