package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.transfer.RareWarnings;
import dev.quayside.queuemanager.engine.Courier;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoredMessage;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Acknowledges messages to their administration queues and to the queue managers that sent them. */
public final class Acknowledger implements Courier {

	private static final RareWarnings WARNINGS = new RareWarnings(
			System.getLogger(Acknowledger.class.getName()));

	private final Acknowledgements rules;
	private final Outbox outbox;
	private final Clock clock;

	/**
	 * @param insecureNacks
	 *            also negative acknowledgements that tell strangers what exists here ([MS-MQQB] 3.1.1.3)
	 */
	public Acknowledger(UUID self, Outbox outbox, Clock clock, boolean insecureNacks) {
		this.rules = new Acknowledgements(self, insecureNacks);
		this.outbox = outbox;
		this.clock = clock;
	}

	@Override
	public Consequence on(Queue queue, StoredMessage message, MessageClass outcome) {
		if (!message.needsWork()) {
			return Consequence.NONE;
		}
		try {
			MessagePacket packet = MessagePacket.parse(message.packet());
			return all(administration(packet, outcome),
					finalAck(Acknowledgements.whenGone(packet, outcome), packet, message.sender()));
		} catch (PacketException e) {
			WARNINGS.say(() -> "No acknowledgement for a message of " + queue.path().text()
					+ ": " + e.getMessage());
			return Consequence.NONE;
		}
	}

	/** A message has come into its queue. */
	Consequence reached(MessagePacket message) {
		return administration(message, MessageClass.ACK_REACH_QUEUE);
	}

	/**
	 * A message does not come into its queue.
	 *
	 * @param address
	 *            that it came from
	 */
	Consequence refused(MessagePacket message, MessageClass outcome, byte[] address) {
		return all(administration(message, outcome),
				finalAck(Acknowledgements.whenRefused(message, outcome), message, address));
	}

	/** A message of this queue manager did not get to where it was sent. */
	public Consequence undelivered(MessagePacket message, MessageClass outcome) {
		return administration(message, outcome);
	}

	private Consequence administration(MessagePacket message, MessageClass outcome) {
		Optional<FormatName> queue = rules.administration(message, outcome);
		if (queue.isEmpty()) {
			return Consequence.NONE;
		}
		try {
			return outbox.post(queue.get(), rules.administration(message, outcome, queue.get(), outbox.nextId(),
					clock.instant().getEpochSecond()));
		} catch (IllegalArgumentException e) {
			WARNINGS.say(() -> "No acknowledgement for " + message.id() + " can be made: " + e.getMessage());
			return Consequence.NONE;
		}
	}

	private Consequence finalAck(Optional<FinalAck> ack, MessagePacket message, byte[] address) {
		return ack.map(last -> outbox.post(last, message, address)).orElse(Consequence.NONE);
	}

	/** Both, one behind the other. */
	static Consequence all(Consequence first, Consequence second) {
		List<StoreChange> changes = new ArrayList<>(first.changes());
		changes.addAll(second.changes());
		return new Consequence(changes, () -> {
			first.afterwards().run();
			second.afterwards().run();
		});
	}
}
