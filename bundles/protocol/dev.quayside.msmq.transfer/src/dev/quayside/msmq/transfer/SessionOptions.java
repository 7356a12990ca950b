package dev.quayside.msmq.transfer;

import java.time.Duration;

/**
 * Limits of a session.
 *
 * @param window
 *            how many messages may be on their way without acknowledgement, in either direction; 1 to 32,767, for the
 *            16-bit numbers are compared over half of their range
 * @param setUpTimeout
 *            for the connection and the whole set-up
 * @param packetTimeout
 *            for the rest of a packet that has begun, in either direction; large ones get more
 * @param ackTimeout
 *            without any packet of the peer while messages wait for their acknowledgement; where the peer called it is
 *            twice what the peer said
 * @param idleTimeout
 *            without a message
 */
public record SessionOptions(int window, Duration setUpTimeout, Duration packetTimeout, Duration ackTimeout,
		Duration idleTimeout) {

	/** [MS-MQQB] 3.1.3.2: a window of 64, 40 s for acknowledgements of direct names, 5 minutes idle. */
	public static final SessionOptions DEFAULT = new SessionOptions(64, Duration.ofSeconds(30), Duration.ofSeconds(30),
			Duration.ofSeconds(40), Duration.ofMinutes(5));

	public static final int MAX_WINDOW = 0x7FFF;

	public SessionOptions {
		if (window < 1 || window > MAX_WINDOW) {
			throw new IllegalArgumentException("A window of " + window + " messages: expected 1 to " + MAX_WINDOW);
		}
	}

	public SessionOptions withWindow(int messages) {
		return new SessionOptions(messages, setUpTimeout, packetTimeout, ackTimeout, idleTimeout);
	}

	public SessionOptions withSetUpTimeout(Duration timeout) {
		return new SessionOptions(window, timeout, packetTimeout, ackTimeout, idleTimeout);
	}

	public SessionOptions withPacketTimeout(Duration timeout) {
		return new SessionOptions(window, setUpTimeout, timeout, ackTimeout, idleTimeout);
	}

	public SessionOptions withAckTimeout(Duration timeout) {
		return new SessionOptions(window, setUpTimeout, packetTimeout, timeout, idleTimeout);
	}

	public SessionOptions withIdleTimeout(Duration timeout) {
		return new SessionOptions(window, setUpTimeout, packetTimeout, ackTimeout, timeout);
	}
}
