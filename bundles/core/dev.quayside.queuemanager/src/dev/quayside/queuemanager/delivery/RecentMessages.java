package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The messages that came lately, by their whole identifier ([MS-MQQB] 3.1.1.3, 3.1.5.8.1). Those of recoverable messages
 * survive a restart, in a log of the store. Safe for use by several threads.
 */
final class RecentMessages {

	/** Name of the log. */
	private static final String TABLE = "recent";
	/** Where earlier versions kept them, each by itself. */
	static final String FORMER_TABLE = "recent-messages";

	static final int SIZE = 10_000;
	private static final Duration LIFETIME = Duration.ofMinutes(30);
	/** GUID, ordinal, and when it came in seconds. */
	private static final int RECORD_SIZE = Guids.SIZE + 4 + 4;

	/** What becomes of a message, and when it was seen last. */
	private record Entry(CompletableFuture<Void> outcome, Instant seen) {}

	private record Kept(MessageId id, Instant seen) {}

	private final Map<MessageId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

	RecentMessages(MessageStore store) throws StoreException {
		List<byte[]> records = new ArrayList<>();
		List<StoreChange> moved = new ArrayList<>();
		for (Map.Entry<String, byte[]> former : store.table(FORMER_TABLE).entrySet()) {
			moved.add(new StoreChange.Remove(FORMER_TABLE, former.getKey()));
			if (former.getValue().length == RECORD_SIZE) {
				records.add(former.getValue());
				moved.add(new StoreChange.Note(TABLE, former.getValue()));
			}
		}
		records.addAll(store.log(TABLE, RECORD_SIZE));
		records.stream().map(RecentMessages::decode).sorted(Comparator.comparing(Kept::seen)).forEach(
				kept -> remember(kept.id(), new Entry(CompletableFuture.completedFuture(null), kept.seen())));
		if (!moved.isEmpty()) {
			store.apply(moved, false);
		}
	}

	private static Kept decode(byte[] record) {
		ByteBuffer in = ByteBuffer.wrap(record);
		MessageId id = new MessageId(Guids.get(in), Integer.toUnsignedLong(in.getInt()));
		return new Kept(id, Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt())));
	}

	private void remember(MessageId id, Entry entry) {
		entries.put(id, entry);
		if (entries.size() > SIZE) {
			entries.remove(eldest().getKey());
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
		remember(id, new Entry(first == null ? outcome : first.outcome(), now));
		return Optional.ofNullable(first).map(Entry::outcome);
	}

	/** The change that has to be made with a recoverable message. */
	static StoreChange change(MessageId id, Instant now) {
		ByteBuffer out = ByteBuffer.allocate(RECORD_SIZE);
		Guids.put(out, id.source());
		out.putInt((int) id.ordinal()).putInt((int) now.getEpochSecond());
		return new StoreChange.Note(TABLE, out.array());
	}

	private Map.Entry<MessageId, Entry> eldest() {
		return entries.entrySet().iterator().next();
	}

	/** Forgets a message that can be sent again. */
	synchronized void forget(MessageId id) {
		entries.remove(id);
	}
}
