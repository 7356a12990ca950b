package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.packet.MessageClass;

/** What a unit of work will do with a message when it is committed ([MS-MQDMPR] 3.1.1.13). */
final class Operation {

	private final Transaction transaction;
	private final Queue queue;
	private final long lookupId;
	private final Queue targetOrNull;
	private volatile MessageClass reason = MessageClass.ACK_RECEIVE;

	/**
	 * @param targetOrNull
	 *            of a move; null: a receive
	 */
	Operation(Transaction transaction, Queue queue, long lookupId, Queue targetOrNull) {
		this.transaction = transaction;
		this.queue = queue;
		this.lookupId = lookupId;
		this.targetOrNull = targetOrNull;
	}

	Transaction transaction() {
		return transaction;
	}

	Queue queue() {
		return queue;
	}

	long lookupId() {
		return lookupId;
	}

	boolean isMove() {
		return targetOrNull != null;
	}

	Queue target() {
		return targetOrNull;
	}

	/** Why the message will be gone. */
	MessageClass reason() {
		return reason;
	}

	void reason(MessageClass other) {
		reason = other;
	}
}
