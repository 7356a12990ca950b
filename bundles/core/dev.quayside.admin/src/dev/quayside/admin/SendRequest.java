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
 */
public record SendRequest(String formatName, String label, Body body, Delivery delivery, int priority, int count,
		Queues queues, Lifetime lifetime, OptionalInt transferPort) {

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
			throw new IllegalArgumentException("The number of messages must be 1 or more");
		}
		if (priority < 0 || priority > 7) {
			throw new IllegalArgumentException("Priority " + priority + " is out of range: expected 0 to 7");
		}
	}
}
