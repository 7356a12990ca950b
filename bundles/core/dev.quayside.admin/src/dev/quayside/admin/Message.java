package dev.quayside.admin;

import java.util.Optional;

/**
 * A message with its body.
 *
 * @param body
 *            the bytes that were read; not to be changed
 * @param packet
 *            the packet as it came from the queue manager, a cut body filled with zeros; not to be changed
 * @param certificateDigest
 *            MD5 of the sender's certificate that it carries, 32 lower-case hex digits; empty: it carries none
 */
public record Message(MessageSummary summary, byte[] body, byte[] packet, Optional<String> certificateDigest) {

	public Message(MessageSummary summary, byte[] body, byte[] packet) {
		this(summary, body, packet, Optional.empty());
	}

	/** Whether the body was longer than the limit of the request. */
	public boolean isCut() {
		return body.length < summary.bodySize();
	}
}
