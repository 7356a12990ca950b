package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;

/** Says which journal or dead-letter queue keeps a message that leaves ([MS-MQDMPR] 3.1.1.2). */
final class Keepers {

	private final Catalog catalog;
	private final Environment environment;

	Keepers(Catalog catalog, Environment environment) {
		this.catalog = catalog;
		this.environment = environment;
	}

	/**
	 * Where a message goes that leaves a queue; null for nowhere. A received one goes to the journal of its queue; one that
	 * failed to the dead-letter queue if it was sent from here and its sender wants it back, and one that was rejected in
	 * any case, because nobody else need have it.
	 */
	Queue of(Queue queue, StoredMessage message, MessageClass reason) throws StoreException {
		if (reason.equals(MessageClass.ACK_RECEIVE)) {
			return isJournaled(queue) ? journalWithRoom(queue.parent().orElse(queue), message.size()) : null;
		}
		boolean isOwn = Headers.source(message).equals(environment.store().queueManagerId());
		boolean isRejected = reason.equals(MessageClass.NACK_RECEIVE_REJECTED);
		if (isRejected || isOwn && Headers.hasNegativeJournal(message)) {
			return catalog.system(Headers.isTransactional(message) ? SystemQueue.DEADXACT : SystemQueue.DEADLETTER);
		}
		return null;
	}

	/** Whether what is received from a queue goes to a journal. */
	static boolean isJournaled(Queue queue) {
		return queue.isDestination() && queue.parent().orElse(queue).attributes().journal();
	}

	private Queue journalWithRoom(Queue queue, int size) throws StoreException {
		Queue journal = queue.journal().orElse(null);
		if (journal == null) {
			return null;
		}
		long quota = queue.attributes().settings().journalQuota();
		boolean fits = quota == QueueAttributes.UNLIMITED || journal.bytes() + size <= quota * 1024;
		long machine = environment.quota().journalKilobytes();
		boolean fitsAll = machine == QueueAttributes.UNLIMITED || journalBytes() + size <= machine * 1024;
		return fits && fitsAll ? journal : null;
	}

	private long journalBytes() throws StoreException {
		long bytes = 0;
		for (Queue queue : catalog.all()) {
			bytes += queue.kind() == QueueKind.JOURNAL || Naming.isMachineJournal(queue) ? queue.bytes() : 0;
		}
		return bytes;
	}
}
