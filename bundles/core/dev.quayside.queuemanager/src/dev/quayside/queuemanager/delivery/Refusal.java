package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.store.StoreException;

import java.util.Optional;

/**
 * A message is not taken, for good.
 *
 * @param outcome
 *            the negative acknowledgement
 * @param why
 *            for people
 */
record Refusal(MessageClass outcome, String why) {

	/**
	 * What a queue says of a message that it cannot take.
	 *
	 * @return empty if the queue manager as a whole is full, and the sender shall try again later ([MS-MQQB] 3.1.5.8.8)
	 */
	static Optional<Refusal> of(MqException e, Queue queue, int size) throws StoreException {
		if (e.status().equals(MqStatus.QUEUE_DELETED)) {
			return Optional.of(new Refusal(MessageClass.NACK_BAD_DST_Q, e.getMessage()));
		}
		return queue.isBeyondQuota(size)
				? Optional.of(new Refusal(MessageClass.NACK_Q_EXCEED_QUOTA, e.getMessage()))
				: Optional.empty();
	}
}
