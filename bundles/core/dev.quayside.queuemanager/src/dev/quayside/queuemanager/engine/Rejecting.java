package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.packet.MessageClass;

/** Decides what the sender of a message is told that a unit of work has received ([MS-MQRR] 3.1.4.14). */
final class Rejecting {

	private final OpenQueue from;

	Rejecting(OpenQueue from) {
		this.from = from;
	}

	/** See {@link OpenQueue#setUserAcknowledgement}. */
	void say(long lookupId, MessageClass reason) throws MqException {
		boolean isNothing = reason.equals(MessageClass.NORMAL);
		Queue queue = from.queue();
		synchronized (queue) {
			from.checkReceiving();
			if (!isNothing && !reason.equals(MessageClass.NACK_RECEIVE_REJECTED)) {
				throw new MqException(MqStatus.INVALID_PARAMETER, "No class for a received message: " + reason);
			}
			if (!from.receives().isThere(lookupId)) {
				throw new MqException(MqStatus.MESSAGE_NOT_FOUND, "There is no message " + lookupId);
			}
			Operation operation = queue.positions().operation(lookupId);
			if (operation == null || operation.isMove()) {
				throw new MqException(MqStatus.TRANSACTION_USAGE, "No unit of work has received the message");
			}
			if (!isNothing) {
				operation.reason(reason);
			}
		}
	}
}
