package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionAck.OrderAck;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.delivery.StoredPackets;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.services.Transfers.Outgoing;
import dev.quayside.queuemanager.services.Transfers.State;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Sends what is in an outgoing queue ([MS-MQQB] 3.1.7.1). One thread at a time {@link #run runs} it; acknowledgements come
 * in others. A message leaves the queue when it is acknowledged, a transactional one with its OrderAck or FinalAck.
 */
final class OutgoingLink {

	private static final System.Logger LOG = System.getLogger(OutgoingLink.class.getName());
	/** In the history of a message: its order was acknowledged, and it waits for its FinalAck. */
	private static final int ORDERED = MessageClass.ORDER_ACK.value();

	private final Queue queue;
	private final MessageStore store;
	private final StoredQueue stored;
	private final FormatName destination;
	private final Connection connection;
	private final Departing departing;
	private final Clock clock;
	private final Runnable wake;
	private final Sequencing sequencing;
	private final Backlog backlog;
	private MessageSink.Origin sessionOrNull;
	private boolean paused;
	private boolean unroutable;

	/**
	 * @param wake
	 *            lets it run again
	 */
	OutgoingLink(Queue queue, MessageStore store, Connection connection, Departing departing, Sequencing sequencing,
			Clock clock, Runnable wake) throws StoreException {
		this.queue = queue;
		this.store = store;
		this.stored = store.queue(queue.number());
		this.destination = FormatName.parse(queue.attributes().name());
		this.connection = connection;
		this.departing = departing;
		this.sequencing = sequencing;
		this.clock = clock;
		this.wake = wake;
		this.backlog = new Backlog(stored);
		restore();
	}

	private void restore() throws StoreException {
		OptionalLong id = stored.first();
		while (id.isPresent()) {
			StoredMessage message = stored.read(id.getAsLong(), true);
			Optional<MessagePacket> packet = message == null ? Optional.empty() : parse(message);
			if (message != null && packet.isPresent() && packet.get().transaction().isPresent()) {
				sequencing.restore(id.getAsLong(), packet.get(), message.history().outcome() == ORDERED);
			}
			id = stored.next(id.getAsLong());
		}
		backlog.restart(sequencing.settled());
	}

	private Optional<MessagePacket> parse(StoredMessage message) {
		try {
			return Optional.of(MessagePacket.parse(message.packet()));
		} catch (PacketException e) {
			LOG.log(System.Logger.Level.WARNING,
					() -> "A message for " + queue.name() + " cannot be sent: " + e.getMessage());
			return Optional.empty();
		}
	}

	private long now() {
		return clock.instant().getEpochSecond();
	}

	/**
	 * Sends what can be sent now.
	 *
	 * @param online
	 *            false: the queue manager has been taken from the network
	 */
	void run(boolean online) {
		try {
			synchronized (this) {
				if (paused || !online) {
					disconnect();
					return;
				}
				checkSession();
			}
			boolean going = true;
			while (going) {
				going = step();
			}
		} catch (StoreException e) {
			LOG.log(System.Logger.Level.WARNING, () -> "Cannot send to " + queue.name() + ": " + e.getMessage());
		}
	}

	private void disconnect() {
		connection.close();
		sessionOrNull = null;
		backlog.restart(sequencing.settled());
	}

	private void checkSession() {
		if (sessionOrNull != null && !sessionOrNull.isOpen()) {
			sessionOrNull = null;
			connection.broke();
			backlog.restart(sequencing.settled());
		}
	}

	/** Sends the next message, and false if that is not possible now. */
	private boolean step() throws StoreException {
		OptionalLong next;
		synchronized (this) {
			next = paused ? OptionalLong.empty() : backlog.next();
		}
		if (next.isEmpty()) {
			return false;
		}
		long id = next.getAsLong();
		StoredMessage message = stored.read(id, true);
		Optional<MessagePacket> packet = message == null ? Optional.empty() : parse(message);
		if (packet.isEmpty()) {
			skip(id);
			return true;
		}
		if (Departing.deadline(packet.get()) < now()) {
			expire(id, message, packet.get());
			return true;
		}
		return hasSession(packet.get()) && send(id, message, packet.get());
	}

	private synchronized void skip(long id) {
		backlog.sent(id);
	}

	private void expire(long id, StoredMessage message, MessagePacket packet) {
		skip(id);
		gone(id, packet, departing.expired(queue, id, message, packet));
	}

	private boolean hasSession(MessagePacket first) {
		synchronized (this) {
			if (sessionOrNull != null) {
				return sessionOrNull.isOpen();
			}
		}
		if (!connection.isTime()) {
			return false;
		}
		Route route = Route.to(destination, first);
		boolean connected = connection.connect(route, now());
		synchronized (this) {
			unroutable = route.host().isEmpty() && !connected;
			sessionOrNull = connection.session().orElse(null);
			backlog.restart(sequencing.settled());
			return sessionOrNull != null;
		}
	}

	private boolean send(long id, StoredMessage message, MessagePacket packet) {
		MessageSink.Origin session;
		MessagePacket outgoing;
		synchronized (this) {
			session = sessionOrNull;
			if (session == null || paused) {
				return false;
			}
			outgoing = packet.transaction().map(header -> packet.with(sequencing.transmit(header, now())))
					.orElse(packet);
			backlog.sent(id);
		}
		Optional<CompletionStage<Void>> sent = session.offer(outgoing);
		if (sent.isEmpty()) {
			synchronized (this) {
				backlog.unsent(id);
			}
			return false;
		}
		sent.get().whenComplete((nothing, failure) -> acknowledged(id, message, packet, failure));
		return true;
	}

	/** By the session: the peer has it, a recoverable one on its disk. */
	private void acknowledged(long id, StoredMessage message, MessagePacket packet, Throwable failure) {
		if (failure == null && packet.transaction().isEmpty()) {
			gone(id, packet, departing.delivered(queue, id, message, packet));
		} else {
			wake.run();
		}
	}

	private void gone(long id, MessagePacket packet, CompletionStage<Void> change) {
		change.whenComplete((nothing, failure) -> {
			synchronized (this) {
				if (failure == null) {
					backlog.gone(id);
					sequencing.gone(packet);
				} else {
					LOG.log(System.Logger.Level.WARNING, () -> "A message for " + queue.name() + " stays: " + failure);
				}
			}
			wake.run();
		});
	}

	/** Looks for what is late; whether there is something to do. */
	boolean tick(boolean online) throws StoreException {
		long messages = stored.count();
		synchronized (this) {
			if (sequencing.isLate(now())) {
				sequencing.open().forEach(backlog::unsent);
			}
			return messages > 0 && (online || sessionOrNull != null);
		}
	}

	/** An OrderAck has come ([MS-MQQB] 3.1.5.6). */
	void take(OrderAck ack) throws StoreException {
		List<Long> done;
		synchronized (this) {
			done = sequencing.acknowledge(ack, now());
		}
		for (long id : done) {
			StoredMessage message = stored.read(id, true);
			Optional<MessagePacket> packet = message == null ? Optional.empty() : parse(message);
			if (packet.isPresent()) {
				ordered(id, message, packet.get());
			}
		}
	}

	private void ordered(long id, StoredMessage message, MessagePacket packet) {
		if (!Sequencing.asksFinalAck(packet)) {
			gone(id, packet, departing.delivered(queue, id, message, packet));
			return;
		}
		synchronized (this) {
			sequencing.ordered(packet.id(), id);
			backlog.sent(id);
		}
		store.apply(List.of(new StoreChange.Recount(queue.number(), id, message.history().withOutcome(ORDERED))), true)
				.exceptionally(failure -> {
					LOG.log(System.Logger.Level.WARNING,
							() -> "The order acknowledgement of " + queue.name() + " is not kept: " + failure);
					return null;
				});
	}

	/** A FinalAck has come ([MS-MQQB] 3.1.5.7). */
	void take(FinalAck ack) throws StoreException {
		Optional<Long> id;
		synchronized (this) {
			id = sequencing.find(ack);
		}
		StoredMessage message = id.isEmpty() ? null : stored.read(id.get(), true);
		Optional<MessagePacket> packet = message == null ? Optional.empty() : parse(message);
		if (packet.isPresent() && packet.get().id().equals(ack.message())) {
			gone(id.get(), packet.get(), ack.messageClass().isNegative()
					? departing.refused(queue, id.get(), message, packet.get(), ack.messageClass())
					: departing.delivered(queue, id.get(), message, packet.get()));
		}
	}

	/** Numbers a transactional message and puts it into the queue; its numbers are on disk with it. */
	synchronized CompletionStage<Void> add(MessagePacket packet) throws MqException, StoreException {
		MessagePacket numbered = packet.with(sequencing.number(packet.transaction().orElseThrow()));
		List<StoreChange> changes = new ArrayList<>();
		Consequence arrival = queue.arrival(0, StoredPackets.of(numbered, now()));
		changes.addAll(arrival.changes());
		changes.add(sequencing.change());
		StoreChange.Append append = (StoreChange.Append) arrival.changes().get(0);
		sequencing.added(append.lookupId());
		return store.apply(changes, true).whenComplete((nothing, failure) -> {
			if (failure == null) {
				arrival.afterwards().run();
				wake.run();
			} else {
				forget(numbered);
			}
		});
	}

	private synchronized void forget(MessagePacket packet) {
		sequencing.gone(packet);
	}

	synchronized void setPaused(boolean isPaused) {
		paused = isPaused;
		connection.hurry();
	}

	/** Sends those without OrderAck again, now. */
	synchronized void resend() {
		sequencing.again(now());
		sequencing.open().forEach(backlog::unsent);
		connection.hurry();
	}

	Outgoing describe(boolean online) {
		synchronized (this) {
			return new Outgoing(state(online), connection.nextHops(), sequencing.describe(), connection.attempts());
		}
	}

	private State state(boolean online) {
		if (paused) {
			return State.ON_HOLD;
		} else if (!online) {
			return State.DISCONNECTED;
		} else if (sessionOrNull != null && sessionOrNull.isOpen()) {
			return State.CONNECTED;
		} else if (unroutable) {
			return State.NEED_VALIDATION;
		}
		return connection.hasFailed() ? State.WAITING : State.INACTIVE;
	}
}
