package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.store.MessageHistory;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Messages on their way out of queues, with their copies and what else follows, as one change of the store. For who has no
 * monitor of a queue and is not the thread of the store.
 */
final class Removal {

	private final Environment environment;
	private final List<StoreChange> changes = new ArrayList<>();
	private final List<StoreChange> consequences = new ArrayList<>();
	private final List<Runnable> arrivals = new ArrayList<>();
	private final List<Runnable> afterwards = new ArrayList<>();

	Removal(Environment environment) {
		this.environment = environment;
	}

	/** Deletes a message for a reason; where a journal or dead-letter queue wants it, it moves there. */
	void leave(Queue queue, long lookupId, MessageClass reason) throws StoreException {
		StoredMessage message = queue.stored().read(lookupId, false);
		boolean isDestination = message != null && queue.isDestination();
		Queue keeper = isDestination ? environment.keepers().of(queue, message, reason) : null;
		if (message == null || keeper == null) {
			changes.add(new StoreChange.Delete(queue.number(), lookupId));
		} else {
			boolean isReceived = reason.equals(MessageClass.ACK_RECEIVE);
			MessageHistory history = message.history();
			long id = lookupId & Queue.PRIORITY_BITS | environment.store().nextSequence();
			move(queue, lookupId, keeper, id, isReceived ? history : history.withOutcome(reason.value()));
		}
		if (message != null && isDestination && message.needsWork()) {
			tell(queue, lookupId, reason);
		}
	}

	private void tell(Queue queue, long lookupId, MessageClass reason) throws StoreException {
		StoredMessage whole = queue.stored().read(lookupId, true);
		if (whole != null) {
			Consequence consequence = environment.courier().on(queue, whole, reason);
			consequences.addAll(consequence.changes());
			afterwards.add(consequence.afterwards());
		}
	}

	/** Takes a message to a related queue, where it keeps its lookup id; nothing if it has gone. */
	void move(Queue queue, long lookupId, Queue target) throws StoreException {
		StoredMessage message = queue.stored().read(lookupId, false);
		if (message != null) {
			target.expirations().prepare(message);
			move(queue, lookupId, target, lookupId, message.history().moved(environment.now()));
			arrivals.add(() -> target.expirations().added(message));
		}
	}

	private void move(Queue queue, long lookupId, Queue target, long targetId, MessageHistory history) {
		changes.add(new StoreChange.Move(queue.number(), lookupId, target.number(), targetId, history));
		arrivals.add(() -> target.available(targetId));
	}

	/** A unit of work that had received a message was rolled back; nothing if the message has gone. */
	void abort(Queue queue, long lookupId) throws StoreException {
		StoredMessage message = queue.stored().read(lookupId, false);
		if (message != null) {
			changes.add(new StoreChange.Recount(queue.number(), lookupId, message.history().aborted()));
		}
	}

	/**
	 * Makes the changes. If a queue that an acknowledgement was for is deleted meanwhile, the messages leave without.
	 *
	 * @return fails with a {@link StoreException}
	 */
	CompletionStage<Void> apply(boolean force) {
		if (changes.isEmpty()) {
			return Stages.done();
		}
		List<StoreChange> all = new ArrayList<>(changes);
		all.addAll(consequences);
		CompletableFuture<Void> outcome = new CompletableFuture<>();
		environment.store().apply(all, force).whenComplete((nothing, failure) -> {
			Throwable cause = Stages.cause(failure);
			if (cause == null) {
				arrivals.forEach(Runnable::run);
				afterwards.forEach(environment.executor()::execute);
				outcome.complete(null);
			} else if (cause instanceof StoreException store && store.kind() == StoreException.Kind.NO_QUEUE
					&& consequences.removeIf(this::isForDeletedQueue)) {
				apply(force).whenComplete((done, again) -> Stages.settle(outcome, again));
			} else {
				outcome.completeExceptionally(cause);
			}
		});
		return outcome;
	}

	private boolean isForDeletedQueue(StoreChange change) {
		return change instanceof StoreChange.Append append && !environment.catalog().contains(append.queue());
	}
}
