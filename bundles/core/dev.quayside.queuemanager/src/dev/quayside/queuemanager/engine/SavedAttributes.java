package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreException;

import java.util.Map;
import java.util.TreeMap;

/** The attributes of a queue as they are on the disk. */
final class SavedAttributes {

	/** Of a queue to which a message with a deadline has come. */
	private static final String EXPIRING = "expiring";

	private final int number;
	private final MessageStore store;
	private volatile QueueAttributes attributes;
	private boolean expiring;

	SavedAttributes(int number, QueueAttributes attributes, MessageStore store) {
		this.number = number;
		this.attributes = attributes;
		this.store = store;
	}

	QueueAttributes attributes() {
		return attributes;
	}

	/** Whether messages with a deadline have come in an earlier run. */
	synchronized boolean resume(Map<String, String> kept) {
		expiring = Boolean.parseBoolean(kept.get(EXPIRING));
		return expiring;
	}

	synchronized void change(QueueAttributes changed) throws StoreException {
		write(changed, expiring);
		attributes = changed;
	}

	synchronized void rememberExpiring() throws StoreException {
		write(attributes, true);
		expiring = true;
	}

	private void write(QueueAttributes changed, boolean isExpiring) throws StoreException {
		Map<String, String> kept = new TreeMap<>(changed.toMap());
		kept.put(EXPIRING, Boolean.toString(isExpiring));
		store.putQueue(number, kept);
	}
}
