package dev.quayside.admin;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Messages to send.
 *
 * @param formatName
 *            destination, a direct format name
 * @param label
 *            {@code {n}} becomes 1 to count, at most 249 characters
 * @param body
 *            text in which {@code {n}} is replaced, or bytes
 * @param priority
 *            0 to 7; transactional messages have 0
 * @param count
 *            1 or more
 * @param transferPort
 *            of the destination; empty: 1801
 * @param timeout
 *            for the connection and each step of setting up the session
 */
public record SendRequest(String formatName, String label, Body body, Delivery delivery, int priority, int count,
		Queues queues, Lifetime lifetime, OptionalInt transferPort, Duration timeout) {

	/** What the label of a message has room for ([MS-MQMQ] 2.2.19.3). */
	public static final int MAX_LABEL = 249;

	/**
	 * @param text
	 *            sent in the encoding; wins over bytes
	 * @param encoding
	 *            a Java charset name
	 * @param type
	 *            VARTYPE
	 */
	public record Body(Optional<String> text, byte[] bytes, String encoding, long type) {

		/** The body type of a Unicode string. */
		public static final long BSTR = 8;

		/** Text as MSMQ's own components send it: UTF-16LE with body type 8. */
		public static Body text(String text) {
			return new Body(Optional.of(text), new byte[0], "UTF-16LE", BSTR);
		}

		public static Body bytes(byte[] bytes) {
			return new Body(Optional.empty(), bytes, "", 0);
		}
	}

	/** Format names of the queues for acknowledgements and answers. */
	public record Queues(Optional<String> admin, Optional<String> response) {

		public static final Queues NONE = new Queues(Optional.empty(), Optional.empty());
	}

	/** How long it may take to reach the queue, and to be received; empty: for ever. */
	public record Lifetime(Optional<Duration> toReachQueue, Optional<Duration> toBeReceived) {

		public static final Lifetime UNLIMITED = new Lifetime(Optional.empty(), Optional.empty());
	}

	public SendRequest {
		if (count < 1) {
			throw new IllegalArgumentException("The number of messages must be 1 or more, not " + count);
		}
		if (priority < 0 || priority > 7) {
			throw new IllegalArgumentException("Priority " + priority + " is out of range: expected 0 to 7");
		}
		int longest = numbered(label, count).length();
		if (longest > MAX_LABEL) {
			throw new IllegalArgumentException("A label has at most " + MAX_LABEL + " characters, not " + longest);
		}
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("The time-out must be longer than 0");
		}
	}

	/** Within the usual time limit. */
	public SendRequest(String formatName, String label, Body body, Delivery delivery, int priority, int count,
			Queues queues, Lifetime lifetime, OptionalInt transferPort) {
		this(formatName, label, body, delivery, priority, count, queues, lifetime, transferPort,
				ConnectionSettings.DEFAULT_CALL_TIMEOUT);
	}

	/** The text with the number of the message in place of {@code {n}}. */
	public static String numbered(String text, int number) {
		return text.replace("{n}", Integer.toString(number));
	}
}
