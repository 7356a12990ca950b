package dev.quayside.msmq.transfer;

import java.time.Duration;

/**
 * Limits of a session.
 *
 * @param window
 *            how many messages the peer may send ahead of their acknowledgement, 1 to 65,535
 * @param setUpTimeout
 *            for the connection and each step of the set-up
 * @param ackTimeout
 *            without any packet of the peer while messages wait for their acknowledgement
 * @param idleTimeout
 *            without any packet
 */
public record SessionOptions(int window, Duration setUpTimeout, Duration ackTimeout, Duration idleTimeout) {

	/** [MS-MQQB] 3.1.1: a window of 64, 40 s for acknowledgements of direct names, 5 minutes idle. */
	public static final SessionOptions DEFAULT = new SessionOptions(64, Duration.ofSeconds(30), Duration.ofSeconds(40),
			Duration.ofMinutes(5));

	public SessionOptions {
		if (window < 1 || window > 0xFFFF) {
			throw new IllegalArgumentException("A window of " + window + " messages: expected 1 to 65535");
		}
	}

	public SessionOptions withSetUpTimeout(Duration timeout) {
		return new SessionOptions(window, timeout, ackTimeout, idleTimeout);
	}
}
