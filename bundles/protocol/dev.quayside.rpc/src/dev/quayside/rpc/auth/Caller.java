package dev.quayside.rpc.auth;

import java.util.Objects;
import java.util.Optional;

/**
 * Who makes a call, and how it is protected.
 *
 * @param type
 *            empty without authentication
 */
public record Caller(Optional<AuthenticationType> type, AuthenticationLevel level, Principal principal) {

	public static final Caller UNAUTHENTICATED = new Caller(Optional.empty(), AuthenticationLevel.NONE,
			Principal.ANONYMOUS);

	public Caller {
		Objects.requireNonNull(type);
		Objects.requireNonNull(level);
		Objects.requireNonNull(principal);
	}
}
