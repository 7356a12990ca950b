package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.services.Transfers;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Puts messages that come in into their queues ([MS-MQQB] 3.1.5.8). One that will never be kept is said in the log,
 * acknowledged negatively where that is asked for, and taken from the sender; one that cannot be kept now is left to it.
 */
public final class Arrivals implements MessageSink, AutoCloseable {

	private final QueueManager manager;
	private final Clock clock;
	private final Acknowledger acknowledger;
	private final Signatures signatures;
	private final Doorkeeper doorkeeper;
	private final BiConsumer<TransactionAck, UUID> acknowledgements;
	private final RecentMessages recent;
	private final TransactionalArrivals transactional;
	private final Dropped dropped = new Dropped();

	/**
	 * @param acknowledgements
	 *            takes what comes to the order queue, and from whom
	 * @throws StoreException
	 *             if what is kept of senders cannot be read
	 */
	public Arrivals(QueueManager manager, Acknowledger acknowledger, SenderAccess access, Outbox outbox,
			BiConsumer<TransactionAck, UUID> acknowledgements, Clock clock) throws StoreException {
		this(manager, acknowledger, access, outbox, acknowledgements, clock, OrderAcks.Delays.DEFAULT);
	}

	Arrivals(QueueManager manager, Acknowledger acknowledger, SenderAccess access, Outbox outbox,
			BiConsumer<TransactionAck, UUID> acknowledgements, Clock clock, OrderAcks.Delays delays)
			throws StoreException {
		this.manager = manager;
		this.clock = clock;
		this.acknowledger = acknowledger;
		this.signatures = new Signatures(manager.id());
		this.doorkeeper = new Doorkeeper(manager.id(), access, clock);
		this.acknowledgements = acknowledgements;
		this.recent = new RecentMessages(manager.store());
		this.transactional = new TransactionalArrivals(manager.store(), acknowledger, outbox, clock, delays, dropped);
	}

	@Override
	public CompletionStage<Void> accept(Incoming message) {
		CompletableFuture<Void> outcome = new CompletableFuture<>();
		if (TransactionAck.isForOrderQueue(message.packet())) {
			acknowledged(message);
			outcome.complete(null);
			return outcome;
		}
		Optional<CompletableFuture<Void>> first = message.packet().transaction().isPresent()
				? Optional.empty()
				: recent.add(message.packet().id(), outcome, clock.instant());
		if (first.isPresent()) {
			return first.get();
		}
		try {
			deliver(message, outcome);
		} catch (RuntimeException e) {
			fail(message, outcome, e);
		}
		return outcome;
	}

	/** Somebody acknowledges a transactional message of ours. */
	private void acknowledged(Incoming message) {
		try {
			TransactionAck.of(message.packet()).ifPresentOrElse(ack -> acknowledgements.accept(ack, message.peer()),
					() -> dropped.say(message, "the order queue takes acknowledgements only"));
		} catch (PacketException e) {
			dropped.say(message, e.getMessage());
		}
	}

	private void deliver(Incoming arrived, CompletableFuture<Void> outcome) {
		Signatures.Checked checked = signatures.check(arrived);
		Incoming message = checked.message();
		MessagePacket packet = message.packet();
		Optional<Queue> queue = FormatNames
				.of(packet.user().destination(), packet.user().source(), manager.id()).flatMap(manager::find)
				.filter(found -> found.kind().isDestination());
		Optional<Refusal> refusal = doorkeeper.check(message, queue, checked.refusal());
		if (refusal.isPresent()) {
			refuse(message, outcome, refusal.get());
		} else if (packet.transaction().isPresent()) {
			transactional.accept(new Waiting(message, stored(message), queue.orElseThrow(), outcome));
		} else {
			enqueue(message, queue.orElseThrow(), outcome);
		}
	}

	private void enqueue(Incoming message, Queue queue, CompletableFuture<Void> outcome) {
		MessagePacket packet = message.packet();
		Consequence reached = acknowledger.reached(packet);
		List<StoreChange> together = new ArrayList<>(reached.changes());
		if (packet.user().isRecoverable()) {
			together.add(RecentMessages.change(packet.id(), clock.instant()));
		}
		queue.enqueue(packet.base().priority(), stored(message), together).whenComplete((nothing, failure) -> {
			Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
			if (cause == null) {
				reached.afterwards().run();
				outcome.complete(null);
			} else if (cause instanceof MqException full) {
				turnAway(message, queue, outcome, full);
			} else {
				fail(message, outcome, cause);
			}
		});
	}

	/** A queue that is full refuses for good; a queue manager that is full lets the sender try again. */
	private void turnAway(Incoming message, Queue queue, CompletableFuture<Void> outcome, MqException full) {
		try {
			Optional<Refusal> refusal = Refusal.of(full, queue, message.bytes().length);
			if (refusal.isPresent()) {
				refuse(message, outcome, refusal.get());
			} else {
				fail(message, outcome, full);
			}
		} catch (StoreException e) {
			fail(message, outcome, e);
		}
	}

	/** The sender may try again. */
	private void fail(Incoming message, CompletableFuture<Void> outcome, Throwable failure) {
		recent.forget(message.packet().id());
		outcome.completeExceptionally(failure);
	}

	private void refuse(Incoming message, CompletableFuture<Void> outcome, Refusal refusal) {
		dropped.say(message, refusal.why());
		Consequence consequence = acknowledger.refused(message.packet(), refusal.outcome(),
				message.address().getAddress());
		if (consequence.changes().isEmpty()) {
			consequence.afterwards().run();
			outcome.complete(null);
			return;
		}
		boolean force = message.packet().user().isRecoverable();
		manager.store().apply(consequence.changes(), force).whenComplete((nothing, failure) -> {
			if (failure == null) {
				consequence.afterwards().run();
				outcome.complete(null);
			} else {
				fail(message, outcome, failure);
			}
		});
	}

	private StoredMessage stored(Incoming message) {
		MessagePacket packet = message.packet();
		return new StoredMessage(clock.instant().getEpochSecond(), packet.user().isRecoverable(),
				message.address().getAddress(), message.bytes(), packet.body().offset(),
				(int) packet.properties().allocatedSize()).withNeedsWork(Acknowledgements.needsWork(packet));
	}

	/** Who sends transactional messages to a queue ([MS-MQMQ] 2.3.12.24). */
	public List<Transfers.Incoming> transfers(Queue queue) {
		return transactional.transfers(queue);
	}

	/** Ends what waits to be acknowledged. */
	@Override
	public void close() {
		transactional.close();
	}
}
