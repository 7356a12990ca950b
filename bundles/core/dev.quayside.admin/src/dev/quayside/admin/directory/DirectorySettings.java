package dev.quayside.admin.directory;

import dev.quayside.admin.Credentials;

import java.time.Duration;
import java.util.Objects;

/**
 * How to reach and speak to a directory.
 *
 * @param credentials
 *            a name with its password is bound as it stands: a DN, {@code name@domain}, or {@code DOMAIN\name}
 * @param timeout
 *            for one request, also for the connection
 */
public record DirectorySettings(DirectoryAddress address, DirectoryProtection protection, Credentials credentials,
		ServerTrust trust, Duration timeout) {

	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

	public DirectorySettings {
		Objects.requireNonNull(address);
		Objects.requireNonNull(protection);
		Objects.requireNonNull(credentials);
		Objects.requireNonNull(trust);
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("The time-out must be longer than 0");
		}
		if (credentials instanceof Credentials.Anonymous) {
			throw new IllegalArgumentException("A directory wants to know who asks: name an account");
		}
		if (protection == DirectoryProtection.SIGN_AND_SEAL && credentials instanceof Credentials.Password) {
			throw new IllegalArgumentException("A password travels within TLS only: choose LDAPS or StartTLS");
		}
	}

	/** Who asks, for the operations journal. */
	public String identity() {
		return credentials.identity();
	}
}
