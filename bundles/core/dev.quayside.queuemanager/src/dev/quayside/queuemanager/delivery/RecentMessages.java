package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The messages that came lately, by their whole identifier ([MS-MQQB] 3.1.1.3, 3.1.5.8.1). Those of recoverable messages
 * survive a restart, in a ring of the store's table. Safe for use by several threads.
 */
final class RecentMessages {

	/** Name of the table of the store. */
	static final String TABLE = "recent-messages";

	static final int SIZE = 10_000;
	private static final Duration LIFETIME = Duration.ofMinutes(30);
	/** GUID, ordinal, and when it came in seconds. */
	private static final int RECORD_SIZE = Guids.SIZE + 4 + 4;

	/** What becomes of a message, and when it was seen last. */
	private record Entry(CompletableFuture<Void> outcome, Instant seen) {}

	private record Kept(int slot, MessageId id, Instant seen) {}

	private final Map<MessageId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
	private int nextSlot;

	/**
	 * @param table
	 *            of the store
	 */
	RecentMessages(Map<String, byte[]> table) throws StoreException {
		List<Kept> kept = new ArrayList<>();
		for (Map.Entry<String, byte[]> entry : table.entrySet()) {
			kept.add(decode(entry.getKey(), entry.getValue()));
		}
		kept.sort((a, b) -> a.seen().compareTo(b.seen()));
		for (Kept one : kept) {
			entries.put(one.id(), new Entry(CompletableFuture.completedFuture(null), one.seen()));
			nextSlot = (one.slot() + 1) % SIZE;
		}
	}

	private static Kept decode(String key, byte[] value) throws StoreException {
		try {
			if (value.length != RECORD_SIZE) {
				throw new IllegalArgumentException(value.length + " bytes");
			}
			ByteBuffer in = ByteBuffer.wrap(value);
			MessageId id = new MessageId(Guids.get(in), Integer.toUnsignedLong(in.getInt()));
			return new Kept(Integer.parseInt(key), id, Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt())));
		} catch (IllegalArgumentException e) {
			throw new StoreException(StoreException.Kind.DAMAGED, "The recent message " + key + " is damaged", e);
		}
	}

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

	/** The change that has to be made with a recoverable message. */
	synchronized StoreChange change(MessageId id, Instant now) {
		ByteBuffer out = ByteBuffer.allocate(RECORD_SIZE);
		Guids.put(out, id.source());
		out.putInt((int) id.ordinal()).putInt((int) now.getEpochSecond());
		int slot = nextSlot;
		nextSlot = (nextSlot + 1) % SIZE;
		return new StoreChange.Put(TABLE, Integer.toString(slot), out.array());
	}

	private Map.Entry<MessageId, Entry> eldest() {
		return entries.entrySet().iterator().next();
	}

	/** Forgets a message that can be sent again. */
	synchronized void forget(MessageId id) {
		entries.remove(id);
	}
}
