package dev.quayside.queuemanager.delivery;

import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.services.Transfers.Incoming;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sequences of all senders, which survive a restart ([MS-MQQB] 3.1.1.3.2). Safe for use by several threads. */
final class IncomingSequences {

	/** So many are remembered; those that sent nothing for longest are forgotten first. */
	private static final int SIZE = 20_000;

	private final Map<IncomingSequence.Key, IncomingSequence> all = new LinkedHashMap<>(16, 0.75f, true);

	IncomingSequences(MessageStore store) throws StoreException {
		List<IncomingSequence> kept = new ArrayList<>();
		for (Map.Entry<String, byte[]> entry : store.table(IncomingSequence.TABLE).entrySet()) {
			kept.add(new IncomingSequence(key(entry.getKey()),
					IncomingSequence.State.decode(entry.getKey(), entry.getValue())));
		}
		kept.sort((a, b) -> Long.compare(a.durable().accessed(), b.durable().accessed()));
		kept.forEach(sequence -> all.put(sequence.key(), sequence));
	}

	private static IncomingSequence.Key key(String text) throws StoreException {
		try {
			return IncomingSequence.Key.of(text);
		} catch (RuntimeException e) {
			throw new StoreException(StoreException.Kind.DAMAGED,
					"A sequence of transactional messages has the key '" + text + "'", e);
		}
	}

	synchronized IncomingSequence get(IncomingSequence.Key key) {
		return all.computeIfAbsent(key, missing -> new IncomingSequence(missing, IncomingSequence.State.NONE));
	}

	/** Forgets one of which no message was ever accepted. */
	synchronized boolean discardUnused(IncomingSequence sequence) {
		boolean unused = sequence.isUnused();
		if (unused) {
			all.remove(sequence.key(), sequence);
		}
		return unused;
	}

	/** Forgets the one that was not used for longest, if there are too many. */
	synchronized List<StoreChange> forget() {
		if (all.size() <= SIZE) {
			return List.of();
		}
		IncomingSequence.Key eldest = all.keySet().iterator().next();
		all.remove(eldest);
		return List.of(new StoreChange.Remove(IncomingSequence.TABLE, eldest.text()));
	}

	synchronized List<Incoming> of(Queue queue) {
		String name = queue.formatName("localhost").text();
		return all.values().stream().filter(sequence -> sequence.key().queue() == queue.number())
				.map(sequence -> sequence.describe(name)).filter(transfer -> transfer.number() > 0).toList();
	}
}
