package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Queue;

/** Who may send ([MS-MQQB] 3.1.5.8.3). What a security header says without a signature is only claimed. */
@FunctionalInterface
public interface SenderAccess {

	/** Everyone. */
	SenderAccess OPEN = (queue, message) -> true;

	/** Whether a message may be written to a queue (WRITE_MESSAGE of [MS-MQMQ] 2.2.24). */
	boolean mayWrite(Queue queue, MessageSink.Incoming message);
}
