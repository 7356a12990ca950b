package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;

import java.util.concurrent.CompletionStage;

/** Moves messages between a queue and its subqueues, and between those ([MS-MQRR] 3.1.4.10, [MS-MQDMPR] 3.1.7.1.16). */
final class Moving {

	private final OpenQueue from;
	private final OpenQueue to;
	private final Environment environment;

	Moving(OpenQueue from, OpenQueue to, Environment environment) {
		this.from = from;
		this.to = to;
		this.environment = environment;
	}

	CompletionStage<Void> move(long lookupId, UnitOfWork work) {
		try {
			checkQueues(work);
			if (!to.expectMove()) {
				throw new MqException(MqStatus.INVALID_HANDLE, "The target is not open for moving");
			}
		} catch (MqException e) {
			return Stages.failed(e);
		}
		boolean started = false;
		try {
			boolean recoverable = begin(lookupId, work);
			started = true;
			return work.isNone() ? moveNow(lookupId, recoverable) : Stages.done();
		} catch (MqException e) {
			return Stages.failed(e);
		} finally {
			if (!started) {
				to.queue().vacancy().moveDecided();
			}
		}
	}

	private void checkQueues(UnitOfWork work) throws MqException {
		synchronized (from.queue()) {
			from.checkReceiving();
		}
		if (to.access() != Access.MOVE) {
			throw new MqException(MqStatus.INVALID_HANDLE, "The target is not open for moving");
		}
		if (!isRelated(from.queue(), to.queue())) {
			throw new MqException(MqStatus.STATUS_INVALID_PARAMETER,
					from.queue().name() + " and " + to.queue().name() + " are not a queue and its subqueue");
		}
		if (!work.isNone() && !to.queue().attributes().transactional()) {
			throw new MqException(MqStatus.TRANSACTION_USAGE, to.queue().name() + " is not transactional");
		}
	}

	private static boolean isRelated(Queue a, Queue b) {
		return a != b && isOfFamily(a) && isOfFamily(b) && a.parent().orElse(a) == b.parent().orElse(b);
	}

	private static boolean isOfFamily(Queue queue) {
		return queue.kind() == QueueKind.SUBQUEUE || queue.kind() == QueueKind.PRIVATE
				|| queue.kind() == QueueKind.PUBLIC;
	}

	/** Holds the message; whether it is recoverable. */
	private boolean begin(long lookupId, UnitOfWork work) throws MqException {
		Queue queue = from.queue();
		synchronized (queue) {
			from.checkReceiving();
			StoredMessage message = read(queue, lookupId);
			if (message == null) {
				throw new MqException(MqStatus.MESSAGE_NOT_FOUND, "There is no message " + lookupId);
			}
			if (!queue.positions().isFree(lookupId)) {
				throw new MqException(MqStatus.MESSAGE_LOCKED_UNDER_TRANSACTION,
						"Somebody is receiving or moving message " + lookupId);
			}
			if (work.isNone()) {
				queue.positions().delete(lookupId);
			} else {
				Transaction transaction = environment.transactions().get(work);
				Operation operation = new Operation(transaction, queue, lookupId, to.queue());
				transaction.enlist(operation);
				queue.positions().enlist(operation);
				queue.positions().lock(lookupId);
			}
			return message.recoverable();
		}
	}

	private static StoredMessage read(Queue queue, long lookupId) throws MqException {
		try {
			return lookupId < 0 ? null : queue.stored().read(lookupId, false);
		} catch (StoreException e) {
			throw new MqException(MqStatus.SERVICE_NOT_AVAILABLE, e.getMessage());
		}
	}

	private CompletionStage<Void> moveNow(long lookupId, boolean recoverable) {
		CompletionStage<Void> applied;
		try {
			Removal removal = new Removal(environment);
			removal.move(from.queue(), lookupId, to.queue());
			applied = removal.apply(recoverable);
		} catch (StoreException | RuntimeException e) {
			applied = Stages.failed(e);
		}
		return applied.whenComplete((nothing, failure) -> {
			from.queue().gone(lookupId, failure);
			to.queue().vacancy().moveDecided();
		});
	}
}
