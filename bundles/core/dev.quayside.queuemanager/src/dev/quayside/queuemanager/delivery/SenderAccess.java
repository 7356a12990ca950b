package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.queuemanager.engine.Queue;

import java.util.Optional;

/** Who may send ([MS-MQQB] 3.1.5.8.3). What a security header says without a signature is only claimed. */
@FunctionalInterface
public interface SenderAccess {

	/** Everyone. */
	SenderAccess OPEN = (queue, sender) -> true;

	/**
	 * Whether a message may be written to a queue (WRITE_MESSAGE of [MS-MQMQ] 2.2.23).
	 *
	 * @param sender
	 *            empty: nobody has said who sends
	 */
	boolean mayWrite(Queue queue, Optional<SecurityHeader> sender);
}
