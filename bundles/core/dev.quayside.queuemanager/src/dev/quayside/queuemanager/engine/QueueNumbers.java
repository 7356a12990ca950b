package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The numbers of queues. That of a private queue is never given again. Guarded by its owner. */
final class QueueNumbers {

	/** Numbers below are for the system's own private queues. */
	private static final int FIRST_PRIVATE = 16;
	/** Numbers of queues that are not private, as they do not stand in format names. */
	private static final int FIRST_OTHER = 0x01000000;
	/** In the table of the queue manager: the highest number of a private queue that was ever given. */
	private static final String LAST_PRIVATE = "lastPrivate";

	private final MessageStore store;
	private int lastPrivate = FIRST_PRIVATE - 1;
	private int lastOther = FIRST_OTHER - 1;

	QueueNumbers(MessageStore store) {
		this.store = store;
	}

	/** Of a queue that there is. */
	void seen(int number) {
		if (number < FIRST_OTHER) {
			lastPrivate = Math.max(lastPrivate, number);
		} else {
			lastOther = Math.max(lastOther, number);
		}
	}

	/** Goes on behind those that earlier runs have given. */
	void load() throws StoreException {
		byte[] last = store.table(MachineQuota.TABLE).get(LAST_PRIVATE);
		if (last != null) {
			lastPrivate = Math.max(lastPrivate, Integer.parseInt(new String(last, StandardCharsets.US_ASCII)));
		}
	}

	int next(QueueKind kind) {
		return kind == QueueKind.PRIVATE ? ++lastPrivate : ++lastOther;
	}

	/** Before a queue goes; on disk when it returns, so that no format name comes to mean another queue. */
	void remember(int number) throws StoreException {
		if (number == lastPrivate) {
			byte[] last = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
			Stages.await(store.apply(List.of(new StoreChange.Put(MachineQuota.TABLE, LAST_PRIVATE, last)), true));
		}
	}
}
