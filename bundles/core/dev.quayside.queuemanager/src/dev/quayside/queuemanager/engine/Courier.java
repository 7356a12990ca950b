package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoredMessage;

import java.util.List;

/**
 * Says what follows when a message leaves its queue or cannot enter it: acknowledgements to its administration queue,
 * FinalAcks ([MS-MQDMPR] 3.1.7.2.1 and [MS-MQQB] 3.1.5.8.10, 3.1.7.15). Asked about messages that need work when they
 * leave; without any monitor, and not by the thread of the store.
 */
public interface Courier {

	/** Nothing follows, ever. */
	Courier NONE = (queue, message, outcome) -> Consequence.NONE;

	/**
	 * @param queue
	 *            where it was, or was to be
	 * @param outcome
	 *            such as ACK_RECEIVE or NACK_Q_PURGED
	 */
	Consequence on(Queue queue, StoredMessage message, MessageClass outcome);

	/**
	 * What follows.
	 *
	 * @param changes
	 *            of the store, to be applied together with the removal
	 * @param afterwards
	 *            to be run when they are applied, in any thread
	 */
	record Consequence(List<StoreChange> changes, Runnable afterwards) {

		public static final Consequence NONE = new Consequence(List.of(), () -> {});

		public Consequence {
			changes = List.copyOf(changes);
		}
	}
}
