package dev.quayside.queuemanager.dispatch;

import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueKind;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What the store keeps of outgoing queues beside their messages: sequences, and which are paused. */
record OutgoingRecords(QueueManager manager, SequenceIds ids) {

	/** Names of the tables of the store: outgoing queues that are paused, and whether everything is. */
	private static final String PAUSED = "paused-queues";
	private static final String OFFLINE = "offline";
	/** The greatest id of a sequence of a queue that was forgotten. */
	private static final String LAST = "last-sequence";

	private static String key(Queue queue) {
		return Integer.toString(queue.number());
	}

	/** Null: none. */
	byte[] sequence(Queue queue) throws StoreException {
		return manager.store().table(Sequencing.TABLE).get(key(queue));
	}

	boolean isPaused(Queue queue) throws StoreException {
		return manager.store().table(PAUSED).containsKey(key(queue));
	}

	boolean isOffline() throws StoreException {
		return !manager.store().table(OFFLINE).isEmpty();
	}

	/** Completes when it is on disk. */
	CompletionStage<Void> setPaused(Queue queue, boolean paused) {
		return keep(PAUSED, key(queue), paused);
	}

	/** Completes when it is on disk. */
	CompletionStage<Void> setOffline(boolean offline) {
		return keep(OFFLINE, OFFLINE, offline);
	}

	private CompletionStage<Void> keep(String table, String key, boolean set) {
		return manager.store().apply(List.of(set
				? new StoreChange.Put(table, key, new byte[]{ 1 })
				: new StoreChange.Remove(table, key)), true);
	}

	/** Lets go of a queue that is empty; false if it is not. What is kept of it goes last, for messages need it. */
	boolean forget(Queue queue) throws StoreException {
		boolean gone = manager.retire(queue);
		if (gone) {
			forget(key(queue));
		}
		return gone;
	}

	/** The id of its last sequence stays, for a queue of this name that is made later needs a greater one. */
	private void forget(String key) throws StoreException {
		List<StoreChange> changes = new ArrayList<>();
		changes.add(new StoreChange.Remove(Sequencing.TABLE, key));
		changes.add(new StoreChange.Remove(PAUSED, key));
		byte[] sequence = manager.store().table(Sequencing.TABLE).get(key);
		if (sequence != null) {
			ids.used(Sequencing.id(key, sequence));
			changes.add(new StoreChange.Put(LAST, LAST, ByteBuffer.allocate(Long.BYTES).putLong(ids.last()).array()));
		}
		manager.store().apply(changes, false);
	}

	/** Learns which ids of sequences earlier runs have used. */
	void loadIds() throws StoreException {
		byte[] last = manager.store().table(LAST).get(LAST);
		if (last != null && last.length != Long.BYTES) {
			throw new StoreException(StoreException.Kind.DAMAGED,
					"The id of the last sequence has " + last.length + " bytes", null);
		}
		ids.used(last == null ? 0 : ByteBuffer.wrap(last).getLong());
		for (Map.Entry<String, byte[]> entry : manager.store().table(Sequencing.TABLE).entrySet()) {
			ids.used(Sequencing.id(entry.getKey(), entry.getValue()));
		}
	}

	/** What an earlier run has left of queues that are gone, before others get their numbers. */
	void forgetLeftovers() throws StoreException {
		Set<String> left = new HashSet<>(manager.store().table(Sequencing.TABLE).keySet());
		left.addAll(manager.store().table(PAUSED).keySet());
		manager.queues(QueueKind.OUTGOING).forEach(queue -> left.remove(key(queue)));
		for (String key : left) {
			forget(key);
		}
	}
}
