package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes messages out of queues with all that follows ([MS-MQDMPR] 3.1.7.2.1). */
final class Departures {

	private static final int PIECE = 500;

	private final Environment environment;

	Departures(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Takes a message out that is marked as deleted; it comes back if the store cannot.
	 *
	 * @return fails with a {@link StoreException}
	 */
	CompletionStage<Void> leave(Queue queue, long lookupId, MessageClass reason, boolean force) {
		return apply(queue, List.of(lookupId), reason, force);
	}

	private CompletionStage<Void> apply(Queue queue, List<Long> lookupIds, MessageClass reason, boolean force) {
		CompletionStage<Void> applied;
		try {
			Removal removal = new Removal(environment);
			for (long lookupId : lookupIds) {
				removal.leave(queue, lookupId, reason);
			}
			applied = removal.apply(force);
		} catch (StoreException | RuntimeException e) {
			applied = Stages.failed(e);
		}
		boolean comesBack = !reason.equals(MessageClass.NACK_RECEIVE_TIMEOUT);
		return applied.whenComplete(
				(nothing, failure) -> lookupIds.forEach(id -> queue.gone(id, comesBack ? failure : null)));
	}

	/** Takes out a message whose time is over, in another thread; if the store cannot, it is tried again later. */
	void expire(Queue queue, long lookupId, StoredMessage message) {
		environment.executor()
				.execute(() -> leave(queue, lookupId, MessageClass.NACK_RECEIVE_TIMEOUT, false)
						.whenComplete((nothing, failure) -> {
							if (failure != null) {
								queue.expirations().added(message);
							}
						}));
	}

	/** Takes out a message without waiting, in another thread, and says in the log if that fails. */
	void leaveSoon(Queue queue, long lookupId, MessageClass reason) {
		environment.executor().execute(() -> leave(queue, lookupId, reason, false).exceptionally(failure -> {
			System.getLogger(Departures.class.getName()).log(System.Logger.Level.WARNING,
					"A message of " + queue.name() + " is still there: " + Stages.cause(failure).getMessage());
			return null;
		}));
	}

	/** Purges a queue ([MS-MQDMPR] 3.1.7.1.7); what is locked goes when it is given back. */
	CompletionStage<Void> purge(Queue queue) {
		List<Long> locked;
		synchronized (queue) {
			locked = queue.positions().markPurged();
		}
		return empty(queue, MessageClass.NACK_Q_PURGED).whenComplete((nothing, failure) -> {
			if (failure != null) {
				synchronized (queue) {
					queue.positions().unmarkPurged(locked);
				}
			}
			queue.vacancy().look();
		});
	}

	/**
	 * Empties a queue of what is there now and not locked: first, in pieces, what needs work when it is deleted, then all
	 * the rest at once. What needs work and comes meanwhile stays.
	 *
	 * @return completes when it is gone, also from the disk; fails with a {@link StoreException}
	 */
	CompletionStage<Void> empty(Queue queue, MessageClass reason) {
		CompletableFuture<Void> outcome = new CompletableFuture<>();
		try {
			empty(queue, reason, new Progress(Cursor.START, environment.store().nextSequence()), outcome);
		} catch (StoreException e) {
			outcome.completeExceptionally(e);
		}
		return outcome;
	}

	/**
	 * How far it is.
	 *
	 * @param after
	 *            lookup id of the last message that was looked at
	 * @param end
	 *            number of the first message that came too late
	 */
	private record Progress(long after, long end) {}

	private void empty(Queue queue, MessageClass reason, Progress progress, CompletableFuture<Void> outcome) {
		try {
			List<Long> piece = new ArrayList<>();
			long last = piece(queue, progress, piece);
			if (last == progress.after()) {
				clear(queue).whenComplete((nothing, failure) -> Stages.settle(outcome, failure));
				return;
			}
			apply(queue, piece, reason, false).whenComplete((nothing, failure) -> {
				if (failure == null) {
					environment.executor()
							.execute(() -> empty(queue, reason, new Progress(last, progress.end()), outcome));
				} else {
					Stages.settle(outcome, failure);
				}
			});
		} catch (StoreException | RuntimeException e) {
			Stages.settle(outcome, e);
		}
	}

	/** Marks some messages as deleted; the last one that was looked at. */
	private static long piece(Queue queue, Progress progress, List<Long> piece) throws StoreException {
		StoredQueue stored = queue.stored();
		long last = progress.after();
		OptionalLong id = stored.needingWork(last);
		for (int i = 0; i < PIECE && id.isPresent(); i++) {
			last = id.getAsLong();
			boolean wasThere = (last & ~Queue.PRIORITY_BITS) < progress.end();
			if (wasThere && mark(queue, last)) {
				piece.add(last);
			}
			id = stored.needingWork(last);
		}
		return last;
	}

	/** Deletes what nobody holds and what needs no work for that. */
	private static CompletionStage<Void> clear(Queue queue) {
		synchronized (queue) {
			return queue.stored().clear(queue.positions().held());
		}
	}

	/** Marks a message as about to be deleted, unless somebody holds it; false then. */
	private static boolean mark(Queue queue, long lookupId) {
		synchronized (queue) {
			boolean free = queue.positions().isFree(lookupId);
			if (free) {
				queue.positions().delete(lookupId);
			}
			return free;
		}
	}
}
