package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.queuemanager.engine.Courier.Consequence;

/** Takes what this queue manager itself has to send, as parts of other changes. */
public interface Outbox {

	/** An identifier for a message, never given before. */
	MessageId nextId();

	/** Puts a message into a queue that is here, or into the one for those on their way elsewhere. */
	Consequence post(FormatName queue, MessagePacket message);

	/**
	 * Puts a FinalAck on its way to whoever sent a message.
	 *
	 * @param acknowledged
	 *            the message
	 * @param address
	 *            that the message came from: 4 or 16 bytes, or none
	 */
	Consequence post(FinalAck ack, MessagePacket acknowledged, byte[] address);
}
