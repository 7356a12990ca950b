package dev.quayside.admin;

import java.util.Objects;
import java.util.Optional;

/**
 * How a connection that stands is protected.
 *
 * @param mechanism
 *            {@code NTLM} or {@code Kerberos}; empty without authentication
 * @param identity
 *            who the queue manager takes us for, as far as we know
 * @param remark
 *            why another mechanism than the preferred one is used
 */
public record ConnectionSecurity(Protection protection, String mechanism, String identity, Optional<String> remark) {

	public static final ConnectionSecurity UNPROTECTED = new ConnectionSecurity(Protection.NONE, "", "anonymous",
			Optional.empty());

	public ConnectionSecurity {
		Objects.requireNonNull(protection);
		Objects.requireNonNull(mechanism);
		Objects.requireNonNull(identity);
		Objects.requireNonNull(remark);
	}
}
