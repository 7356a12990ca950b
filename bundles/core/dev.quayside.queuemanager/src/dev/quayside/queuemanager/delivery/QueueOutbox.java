package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.transfer.RareWarnings;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoreException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Puts messages into queues that are here, and others into outgoing queues. */
public final class QueueOutbox implements Outbox {

	private static final System.Logger LOG = System.getLogger(QueueOutbox.class.getName());
	private static final RareWarnings WARNINGS = new RareWarnings(LOG);
	private static final long ORDINAL = 0xFFFFFFFFL;

	/** Finds the queue of a name. */
	public interface Directory {

		/**
		 * The queue that messages with this name go to: the one that is meant, if it is here, otherwise one for those on their
		 * way to it.
		 *
		 * @return empty if there is no way to it
		 */
		Optional<Queue> find(FormatName name) throws MqException, StoreException;

		/** A message has come into the queue; does not wait. */
		default void arrived(Queue queue) {
			// nothing waits for it
		}
	}

	private final QueueManager manager;
	private final Directory directory;
	private final Clock clock;
	private final KnownSenders senders = new KnownSenders(this::hasQueue);

	public QueueOutbox(QueueManager manager, Directory directory, Clock clock) {
		this.manager = manager;
		this.directory = directory;
		this.clock = clock;
	}

	@Override
	public MessageId nextId() {
		try {
			return new MessageId(manager.id(), manager.store().nextSequence() & ORDINAL);
		} catch (StoreException e) {
			LOG.log(System.Logger.Level.WARNING, "No number for a message: " + e.getMessage());
			return new MessageId(manager.id(), System.nanoTime() & ORDINAL);
		}
	}

	@Override
	public Consequence post(FormatName name, MessagePacket message) {
		try {
			Optional<Queue> queue = directory.find(name);
			if (queue.isPresent() && !queue.get().attributes().transactional()) {
				Consequence arrival = queue.get().arrival(message.base().priority(),
						StoredPackets.of(message, clock.instant().getEpochSecond()));
				return new Consequence(arrival.changes(), () -> {
					arrival.afterwards().run();
					directory.arrived(queue.get());
				});
			}
			LOG.log(System.Logger.Level.DEBUG,
					() -> "No acknowledgement to " + name.text() + ": no queue here takes it");
		} catch (MqException | StoreException e) {
			WARNINGS.say(() -> "No acknowledgement to " + name.text() + ": " + e.getMessage());
		}
		return Consequence.NONE;
	}

	private static FormatName orderQueue(UUID sender) {
		return new FormatName.PrivateQueue(sender, TransactionAck.ORDER_QUEUE_NUMBER, false);
	}

	private boolean hasQueue(UUID sender) {
		try {
			return manager.outgoing(orderQueue(sender), false).isPresent();
		} catch (MqException | StoreException e) {
			LOG.log(System.Logger.Level.DEBUG, "The outgoing queue to " + sender + " cannot be looked for", e);
			return true;
		}
	}

	@Override
	public Consequence post(FinalAck ack, MessagePacket acknowledged, byte[] address) {
		UUID sender = acknowledged.user().source();
		long now = clock.instant().getEpochSecond();
		boolean direct = acknowledged.user().destination() instanceof PacketQueue.Direct && address.length > 0;
		try {
			InetAddress from = address.length > 0
					? InetAddress.getByAddress(address)
					: InetAddress.getLoopbackAddress();
			if (!senders.admit(from, sender)) {
				WARNINGS.say(
						() -> "No FinalAck to " + sender + " at " + from.getHostAddress() + ": it has too many names");
				return Consequence.NONE;
			}
			MessagePacket packet = direct
					? ack.packet(nextId(), OrderAcks.text(from), now)
					: ack.packet(nextId(), sender, now);
			return post(orderQueue(sender), packet);
		} catch (UnknownHostException e) {
			throw new IllegalArgumentException("An address of " + address.length + " bytes", e);
		}
	}
}
