package dev.quayside.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message without its body.
 *
 * @param messageId
 *            {@code {GUID}\ordinal}
 * @param messageClass
 *            the name in [MS-MQMQ] 2.2.18.1.6, or {@code 0x….}
 * @param journaling
 *            {@code none}, or {@code deadletter} and {@code journal} joined by a comma
 * @param acknowledgement
 *            {@code none}, or what is asked for, joined by commas
 * @param expiryTime
 *            empty: never
 * @param bodyType
 *            VARTYPE
 * @param bodySize
 *            bytes
 * @param senderId
 *            SID
 */
public record MessageSummary(LookupId lookupId, String messageId, String label, int priority, String messageClass,
		Delivery delivery, String journaling, String acknowledgement, Times times, long bodyType, long bodySize,
		Optional<String> senderId, boolean authenticated, Optional<String> correlationId, Routes routes,
		UUID sourceMachineId, Optional<String> transactionId) {

	/** When it was sent, when it arrived, when it expires. */
	public record Times(Instant sent, Optional<Instant> arrived, Optional<Instant> expiry) {}

	/** Format names that the sender gave. */
	public record Routes(Optional<String> destinationQueue, Optional<String> responseQueue,
			Optional<String> adminQueue) {}
}
