package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.queuemanager.delivery.Acknowledger;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes messages out of outgoing queues, and keeps copies for their sender where it wants them ([MS-MQQB] 1.3.4). */
final class Departing {

	private static final System.Logger LOG = System.getLogger(Departing.class.getName());

	private final QueueManager manager;
	private final Acknowledger acknowledger;

	Departing(QueueManager manager, Acknowledger acknowledger) {
		this.manager = manager;
		this.acknowledger = acknowledger;
	}

	/** Seconds since 1970 after which a message must not be sent any more ([MS-MQQB] 3.1.7.1.2). */
	static long deadline(MessagePacket packet) {
		long limit = packet.base().timeToReachQueue();
		return limit == BaseHeader.INFINITE ? Long.MAX_VALUE : packet.user().sentTime() + limit;
	}

	/** Has arrived, as far as its sender wants to know. */
	CompletionStage<Void> delivered(Queue queue, long lookupId, StoredMessage message, MessagePacket packet) {
		boolean journal = packet.user().has(UserHeader.POSITIVE_JOURNAL);
		return leave(queue, lookupId, message,
				journal ? Optional.of(SystemQueue.JOURNAL) : Optional.empty(), Consequence.NONE);
	}

	/** Was not sent in time. */
	CompletionStage<Void> expired(Queue queue, long lookupId, StoredMessage message, MessagePacket packet) {
		return failed(queue, lookupId, message, packet, MessageClass.NACK_REACH_QUEUE_TIMEOUT,
				acknowledger.undelivered(packet, MessageClass.NACK_REACH_QUEUE_TIMEOUT));
	}

	/** Was not taken, or left its queue without being received; who did that has acknowledged it. */
	CompletionStage<Void> refused(Queue queue, long lookupId, StoredMessage message, MessagePacket packet,
			MessageClass outcome) {
		return failed(queue, lookupId, message, packet, outcome, Consequence.NONE);
	}

	private CompletionStage<Void> failed(Queue queue, long lookupId, StoredMessage message, MessagePacket packet,
			MessageClass outcome, Consequence consequence) {
		SystemQueue deadLetter = packet.transaction().isPresent()
				? SystemQueue.DEADXACT
				: SystemQueue.DEADLETTER;
		boolean kept = packet.user().has(UserHeader.NEGATIVE_JOURNAL);
		return leave(queue, lookupId, message.withHistory(message.history().withOutcome(outcome.value())),
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
