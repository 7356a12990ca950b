package dev.quayside.admin;

/**
 * A message with its body.
 *
 * @param body
 *            the bytes that were read; not to be changed
 * @param packet
 *            the packet as it came from the queue manager, a cut body filled with zeros; not to be changed
 */
public record Message(MessageSummary summary, byte[] body, byte[] packet) {

	/** Whether the body was longer than the limit of the request. */
	public boolean isCut() {
		return body.length < summary.bodySize();
	}
}
