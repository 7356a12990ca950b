package dev.quayside.queuemanager.services;

import dev.quayside.msmq.packet.MessageId;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The messages that came lately, by their whole identifier ([MS-MQQB] 3.1.1.3, 3.1.5.8.1). Safe for use by several
 * threads.
 */
final class MessageHistory {

	private static final int SIZE = 10_000;
	private static final Duration LIFETIME = Duration.ofMinutes(30);

	/** What becomes of a message, and when it was seen last. */
	private record Entry(CompletableFuture<Void> outcome, Instant seen) {}

	private final Map<MessageId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

	/**
	 * Remembers a message, unless it is remembered already.
	 *
	 * @param outcome
	 *            completes when it is stored, or not stored for good
	 * @return the outcome of the first of its kind, which may still be open; empty if this is the first
	 */
	synchronized Optional<CompletableFuture<Void>> add(MessageId id, CompletableFuture<Void> outcome, Instant now) {
		Instant oldest = now.minus(LIFETIME);
		while (!entries.isEmpty() && eldest().getValue().seen().isBefore(oldest)) {
			entries.remove(eldest().getKey());
		}
		Entry first = entries.get(id);
		entries.put(id, new Entry(first == null ? outcome : first.outcome(), now));
		if (entries.size() > SIZE) {
			entries.remove(eldest().getKey());
		}
		return Optional.ofNullable(first).map(Entry::outcome);
	}

	private Map.Entry<MessageId, Entry> eldest() {
		return entries.entrySet().iterator().next();
	}

	/** Forgets a message that can be sent again. */
	synchronized void forget(MessageId id) {
		entries.remove(id);
	}
}
