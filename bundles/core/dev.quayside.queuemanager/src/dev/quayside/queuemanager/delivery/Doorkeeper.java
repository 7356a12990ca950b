package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Which messages may come in ([MS-MQQB] 3.1.5.8.2, 3.1.5.8.3, 3.1.7.1.2). */
final class Doorkeeper {

	/** [MS-MQMQ] 2.2.19.2. */
	private static final int MAX_HOPS = 0x1D;
	private static final int SHOWN = 200;

	private final UUID self;
	private final SenderAccess access;
	private final Clock clock;

	Doorkeeper(UUID self, SenderAccess access, Clock clock) {
		this.self = self;
		this.access = access;
		this.clock = clock;
	}

	/**
	 * @param queue
	 *            that it is for, if that is here
	 * @param signature
	 *            what is wrong with its signature
	 */
	Optional<Refusal> check(MessageSink.Incoming message, Optional<Queue> queue, Optional<Refusal> signature) {
		MessagePacket packet = message.packet();
		UUID address = Guids.get(ByteBuffer.wrap(packet.user().address()));
		if (!address.equals(Guids.NIL) && !address.equals(self)) {
			return Optional.of(packet.user().hops() >= MAX_HOPS
					? new Refusal(MessageClass.NACK_HOP_COUNT_EXCEEDED, "it has passed too many queue managers")
					: new Refusal(MessageClass.NACK_BAD_DST_Q, "it is for another queue manager, " + address));
		}
		if (queue.isEmpty()) {
			return Optional.of(new Refusal(MessageClass.NACK_BAD_DST_Q,
					"the queue " + printable(packet) + " does not exist"));
		}
		Optional<Refusal> refusal = checkKind(packet, queue.get().attributes()).or(() -> signature)
				.or(() -> checkSecurity(packet, queue.get().attributes()));
		if (refusal.isEmpty() && !access.mayWrite(queue.get(), message)) {
			return Optional.of(new Refusal(MessageClass.NACK_ACCESS_DENIED, "its sender may not write to the queue"));
		}
		return refusal.isEmpty() && isLate(packet)
				? Optional.of(new Refusal(MessageClass.NACK_REACH_QUEUE_TIMEOUT,
						"its time was over before it reached the queue"))
				: refusal;
	}

	private static Optional<Refusal> checkKind(MessagePacket packet, QueueAttributes queue) {
		boolean transactional = packet.transaction().isPresent();
		Refusal refusal = null;
		if (queue.transactional() && !transactional) {
			refusal = new Refusal(MessageClass.NACK_NOT_TRANSACTIONAL_MSG,
					"the queue takes transactional messages only");
		} else if (!queue.transactional() && transactional) {
			refusal = new Refusal(MessageClass.NACK_NOT_TRANSACTIONAL_Q, "it is transactional and the queue is not");
		}
		return Optional.ofNullable(refusal);
	}

	private static Optional<Refusal> checkSecurity(MessagePacket packet, QueueAttributes queue) {
		Refusal refusal = null;
		if (has(packet, SecurityHeader.ENCRYPTED)) {
			refusal = new Refusal(MessageClass.NACK_BAD_ENCRYPTION,
					"its body is encrypted, and there is no key here");
		} else if (queue.settings().privacy() == QueueAttributes.Privacy.BODY) {
			refusal = new Refusal(MessageClass.NACK_BAD_ENCRYPTION, "the queue takes encrypted messages only");
		} else if (queue.authenticated() && !has(packet, SecurityHeader.SIGNED)) {
			refusal = new Refusal(MessageClass.NACK_BAD_SIGNATURE, "the queue takes authenticated messages only");
		}
		return Optional.ofNullable(refusal);
	}

	private static boolean has(MessagePacket packet, int flag) {
		return packet.security().filter(header -> header.has(flag)).isPresent();
	}

	private String printable(MessagePacket packet) {
		String text = packet.user().destination().text(packet.user().source(), self).orElse("of no name")
				.replaceAll("\\p{Cntrl}", "?");
		return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
	}

	/**
	 * Either time may be over ([MS-MQMQ] 2.2.18.1.6). That of a transactional message to be received is left to the
	 * queue: here it would leave a gap in the sequence that its sender does not close.
	 */
	private boolean isLate(MessagePacket packet) {
		return isOver(packet, packet.base().timeToReachQueue())
				|| packet.transaction().isEmpty() && isOver(packet, packet.user().timeToBeReceived());
	}

	private boolean isOver(MessagePacket packet, long limit) {
		return limit != BaseHeader.INFINITE && packet.user().sentTime() + limit < clock.instant().getEpochSecond();
	}
}
