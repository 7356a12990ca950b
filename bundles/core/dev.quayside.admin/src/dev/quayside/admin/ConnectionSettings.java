package dev.quayside.admin;

import java.time.Duration;

/**
 * How to reach and speak to a queue manager.
 *
 * @param callTimeout
 *            for one call, also for the connection
 */
public record ConnectionSettings(QueueManagerAddress address, Protection protection, Credentials credentials,
		Duration callTimeout) {

	public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(30);

	public ConnectionSettings {
		if (callTimeout.isNegative() || callTimeout.isZero()) {
			throw new IllegalArgumentException("The time-out must be longer than 0");
		}
	}

	/** Without an identity, hence unprotected. */
	public static ConnectionSettings anonymous(QueueManagerAddress address) {
		return new ConnectionSettings(address, Protection.NONE, Credentials.NONE, DEFAULT_CALL_TIMEOUT);
	}

	/** Who asks, for the operations journal. */
	public String identity() {
		return credentials.identity();
	}
}
