package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionAck.OrderAck;
import dev.quayside.queuemanager.delivery.StoredPackets;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.services.Transfers.Sequences;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredQueue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What is in an outgoing queue, how far it is sent, and what becomes of it. Safe for use by several threads; no method but
 * {@link #add} waits for the store to write.
 */
final class OutgoingMessages {

	private static final System.Logger LOG = System.getLogger(OutgoingMessages.class.getName());
	/** In the history of a message: its order was acknowledged, and it waits for its FinalAck. */
	private static final int ORDERED = MessageClass.ORDER_ACK.value();

	private final Queue queue;
	private final MessageStore store;
	private final StoredQueue stored;
	private final Departing departing;
	private final Clock clock;
	private final Runnable wake;
	private final Sequencing sequencing;
	private final Backlog backlog;
	/** Held while messages are numbered and go to the store, so that they get there in order. */
	private final Object adding = new Object();
	/** Lookup ids of those that are numbered and not in the store yet. */
	private final Set<Long> arriving = new HashSet<>();
	/** Lookup ids of those that cannot be read. */
	private final Set<Long> damaged = new HashSet<>();

	/**
	 * @param wake
	 *            runs when there may be more to send
	 */
	OutgoingMessages(Queue queue, MessageStore store, Departing departing, Sequencing sequencing, Clock clock,
			Runnable wake) throws StoreException {
		this.queue = queue;
		this.store = store;
		this.stored = store.queue(queue.number());
		this.departing = departing;
		this.clock = clock;
		this.wake = wake;
		this.sequencing = sequencing;
		this.backlog = new Backlog(stored);
		restore();
	}

	private void restore() throws StoreException {
		OptionalLong id = stored.first();
		while (id.isPresent()) {
			Parcel.read(stored, id.getAsLong()).ifPresentOrElse(this::restore, sequencing::restoreGap);
			id = stored.next(id.getAsLong());
		}
		backlog.restart(sequencing.settled());
	}

	private void restore(Parcel parcel) {
		if (parcel.packet().transaction().isPresent()) {
			sequencing.restore(parcel.id(), parcel.packet(), parcel.message().history().outcome() == ORDERED);
		}
	}

	private long now() {
		return clock.instant().getEpochSecond();
	}

	/** All that is there goes again on the next session. */
	synchronized void restart() throws StoreException {
		prune();
		backlog.restart(sequencing.settled());
	}

	/** Administrators may take messages out of the queue: nothing waits for those, and nothing names them. */
	private void prune() throws StoreException {
		Set<Long> missing = new HashSet<>();
		for (List<Long> ids : List.of(sequencing.open(), List.copyOf(sequencing.settled()))) {
			for (Long id : ids) {
				if (!arriving.contains(id) && !stored.contains(id)) {
					missing.add(id);
				}
			}
		}
		sequencing.keep(id -> !missing.contains(id));
	}

	/** The next one to be sent; what is too late leaves, and what cannot be read is passed over. */
	Optional<Parcel> next() throws StoreException {
		while (true) {
			OptionalLong id;
			synchronized (this) {
				id = backlog.next();
			}
			if (id.isEmpty()) {
				return Optional.empty();
			}
			Optional<Parcel> parcel = Parcel.read(stored, id.getAsLong());
			if (parcel.isPresent() && Departing.deadline(parcel.get().packet()) >= now()) {
				return parcel;
			}
			skip(id.getAsLong());
			if (parcel.isPresent()) {
				leave(parcel.get(), () -> departing.expired(queue, parcel.get()));
			} else if (stored.contains(id.getAsLong())) {
				passOver(id.getAsLong());
			}
		}
	}

	/** It stays for whoever looks after the queue; those behind it go on without it. */
	private void passOver(long id) {
		boolean isNew;
		synchronized (this) {
			sequencing.lose(id);
			isNew = damaged.add(id);
		}
		if (isNew) {
			LOG.log(System.Logger.Level.ERROR, () -> "Message " + id + " for " + queue.name()
					+ " is damaged and cannot be sent; those behind it are. It stays until the queue is purged");
		}
	}

	private synchronized void skip(long id) {
		backlog.sent(id);
	}

	/** The packet as it goes now; it counts as sent. */
	synchronized MessagePacket transmit(Parcel parcel) {
		MessagePacket packet = parcel.packet();
		backlog.sent(parcel.id());
		return packet.transaction().map(header -> packet.with(sequencing.transmit(header, now()))).orElse(packet);
	}

	/** It did not go. */
	synchronized void unsent(Parcel parcel) {
		backlog.unsent(parcel.id());
	}

	/** The session has acknowledged it: the peer has it, a recoverable one on its disk. */
	void acknowledged(Parcel parcel) {
		if (parcel.packet().transaction().isEmpty()) {
			leave(parcel, () -> departing.delivered(queue, parcel));
		}
	}

	/** Once for each: a session that ends meanwhile brings nobody to do it again. */
	private void leave(Parcel parcel, Supplier<CompletionStage<Void>> change) {
		synchronized (this) {
			if (!backlog.leave(parcel.id())) {
				return;
			}
		}
		change.get().whenComplete((nothing, failure) -> {
			left(parcel, failure);
			wake.run();
		});
	}

	private synchronized void left(Parcel parcel, Throwable failure) {
		backlog.left(parcel.id(), failure == null);
		if (failure == null) {
			sequencing.gone(parcel.packet());
		} else {
			LOG.log(System.Logger.Level.WARNING, () -> "A message for " + queue.name() + " stays: " + failure);
		}
	}

	/** An OrderAck has come ([MS-MQQB] 3.1.5.6). */
	void take(OrderAck ack) throws StoreException {
		List<Long> done;
		synchronized (this) {
			done = sequencing.acknowledge(ack, now());
		}
		for (long id : done) {
			Optional<Parcel> parcel = Parcel.read(stored, id);
			if (parcel.isPresent()) {
				ordered(parcel.get());
			} else {
				departing.forgotten(queue, id);
			}
		}
	}

	private void ordered(Parcel parcel) {
		if (!Sequencing.asksFinalAck(parcel.packet())) {
			leave(parcel, () -> departing.delivered(queue, parcel));
			return;
		}
		synchronized (this) {
			sequencing.ordered(parcel.packet().id(), parcel.id());
			backlog.sent(parcel.id());
		}
		store.apply(List.of(new StoreChange.Recount(queue.number(), parcel.id(),
				parcel.message().history().withOutcome(ORDERED))), true).exceptionally(failure -> {
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
		Optional<Parcel> parcel = id.isEmpty() ? Optional.empty() : Parcel.read(stored, id.get());
		parcel.filter(found -> found.packet().id().equals(ack.message())).ifPresent(found -> leave(found,
				() -> ack.messageClass().isNegative()
						? departing.refused(queue, found, ack.messageClass())
						: departing.delivered(queue, found)));
	}

	/**
	 * Numbers a transactional message and puts it into the queue; its numbers are on disk with it. May wait for the store,
	 * which nobody but others who add a message then waits for.
	 */
	CompletionStage<Void> add(MessagePacket packet) throws MqException, StoreException {
		synchronized (adding) {
			MessagePacket numbered;
			synchronized (this) {
				numbered = packet.with(sequencing.number(packet.transaction().orElseThrow()));
			}
			Consequence arrival = queue.arrival(0, StoredPackets.of(numbered, now()));
			long id = ((StoreChange.Append) arrival.changes().get(0)).lookupId();
			List<StoreChange> changes = new ArrayList<>(arrival.changes());
			synchronized (this) {
				changes.add(sequencing.change());
				sequencing.added(id);
				arriving.add(id);
			}
			return store.apply(changes, true).whenComplete((nothing, failure) -> {
				added(id, numbered, failure);
				if (failure == null) {
					arrival.afterwards().run();
					wake.run();
				}
			});
		}
	}

	private synchronized void added(long id, MessagePacket packet, Throwable failure) {
		arriving.remove(id);
		if (failure != null) {
			sequencing.gone(packet);
		}
	}

	synchronized boolean isArriving() {
		return !arriving.isEmpty();
	}

	/** Those that have waited too long for their OrderAck go again. */
	synchronized void sendLateAgain() throws StoreException {
		if (sequencing.isLate(now())) {
			prune();
			sequencing.open().forEach(backlog::unsent);
		}
	}

	/** Those without OrderAck go again, now. */
	synchronized void sendAgain() {
		sequencing.again(now());
		sequencing.open().forEach(backlog::unsent);
	}

	synchronized Sequences describe() {
		return sequencing.describe();
	}
}
