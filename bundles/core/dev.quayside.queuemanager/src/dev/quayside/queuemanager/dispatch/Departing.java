package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.queuemanager.delivery.Acknowledger;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes messages out of outgoing queues, and keeps copies for their sender where it wants them ([MS-MQQB] 1.3.4). */
final class Departing {

	private static final System.Logger LOG = System.getLogger(Departing.class.getName());

	private static final long ACKNOWLEDGEMENT_LIFETIME = Duration.ofDays(7).toSeconds();

	private final QueueManager manager;
	private final Acknowledger acknowledger;

	Departing(QueueManager manager, Acknowledger acknowledger) {
		this.manager = manager;
		this.acknowledger = acknowledger;
	}

	/**
	 * Seconds since 1970 after which a message must not be sent any more ([MS-MQQB] 3.1.7.1.2). Acknowledgements do not wait
	 * for ever either: whoever is named in a message, truly or not, may never be there.
	 */
	static long deadline(MessagePacket packet) {
		long limit = packet.base().timeToReachQueue();
		if (packet.properties().messageClass().isAcknowledgement() || TransactionAck.isForOrderQueue(packet)) {
			return packet.user().sentTime() + Math.min(limit, ACKNOWLEDGEMENT_LIFETIME);
		}
		return limit == BaseHeader.INFINITE ? Long.MAX_VALUE : packet.user().sentTime() + limit;
	}

	/** Has arrived, as far as its sender wants to know. */
	CompletionStage<Void> delivered(Queue queue, Parcel parcel) {
		boolean journal = parcel.packet().user().has(UserHeader.POSITIVE_JOURNAL);
		return leave(queue, parcel.id(), parcel.message(),
				journal ? Optional.of(SystemQueue.JOURNAL) : Optional.empty(), Consequence.NONE);
	}

	/** Has arrived, and nobody can read it any more. */
	CompletionStage<Void> forgotten(Queue queue, long lookupId) {
		return manager.store().apply(List.of(new StoreChange.Delete(queue.number(), lookupId)), false);
	}

	/** Was not sent in time. */
	CompletionStage<Void> expired(Queue queue, Parcel parcel) {
		return failed(queue, parcel, MessageClass.NACK_REACH_QUEUE_TIMEOUT,
				acknowledger.undelivered(parcel.packet(), MessageClass.NACK_REACH_QUEUE_TIMEOUT));
	}

	/** Was not taken, or left its queue without being received; who did that has acknowledged it. */
	CompletionStage<Void> refused(Queue queue, Parcel parcel, MessageClass outcome) {
		return failed(queue, parcel, outcome, Consequence.NONE);
	}

	private CompletionStage<Void> failed(Queue queue, Parcel parcel, MessageClass outcome, Consequence consequence) {
		MessagePacket packet = parcel.packet();
		StoredMessage message = parcel.message();
		SystemQueue deadLetter = packet.transaction().isPresent()
				? SystemQueue.DEADXACT
				: SystemQueue.DEADLETTER;
		boolean kept = packet.user().has(UserHeader.NEGATIVE_JOURNAL);
		return leave(queue, parcel.id(), message.withHistory(message.history().withOutcome(outcome.value())),
				kept ? Optional.of(deadLetter) : Optional.empty(), consequence);
	}

	private CompletionStage<Void> leave(Queue queue, long lookupId, StoredMessage message, Optional<SystemQueue> keeper,
			Consequence consequence) {
		List<StoreChange> changes = new ArrayList<>();
		changes.add(new StoreChange.Delete(queue.number(), lookupId));
		Consequence kept = keeper.map(target -> copy(target, lookupId, message)).orElse(Consequence.NONE);
		changes.addAll(kept.changes());
		changes.addAll(consequence.changes());
		CompletableFuture<Void> outcome = new CompletableFuture<>();
		manager.store().apply(changes, false).whenComplete((nothing, failure) -> {
			if (failure == null) {
				kept.afterwards().run();
				consequence.afterwards().run();
				outcome.complete(null);
			} else {
				outcome.completeExceptionally(failure);
			}
		});
		return outcome;
	}

	private Consequence copy(SystemQueue target, long lookupId, StoredMessage message) {
		int priority = 7 - (int) (lookupId >>> 56);
		try {
			return manager.systemQueue(target).arrival(priority, message);
		} catch (MqException | StoreException e) {
			LOG.log(System.Logger.Level.WARNING, () -> "A sent message is not kept: " + e.getMessage());
			return Consequence.NONE;
		}
	}
}
