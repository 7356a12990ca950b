package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.queuemanager.store.StoreException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The units of work that are not decided ([MS-MQDMPR] 3.1.4.4, 3.1.4.5, 3.1.7.1.8). They are in memory only: what they have
 * done becomes true with the one change of the store that commits them, so that after a crash they are rolled back. Safe
 * for use by several threads.
 */
public final class Transactions {

	private static final System.Logger LOG = System.getLogger(Transactions.class.getName());
	/** After which one that nothing happens in is rolled back. */
	private static final Duration PATIENCE = Duration.ofHours(1);

	private final Environment environment;
	private final Map<UnitOfWork, Transaction> open = new ConcurrentHashMap<>();
	private volatile Duration patience = PATIENCE;

	Transactions(Environment environment) {
		this.environment = environment;
	}

	void patience(Duration other) {
		patience = other;
	}

	/**
	 * Begins a unit of work.
	 *
	 * @param owner
	 *            whoever has it, for {@link #abortAll}
	 * @throws MqException
	 *             MQ_ERROR_TRANSACTION_SEQUENCE if there is one with this id; MQ_ERROR_INVALID_PARAMETER for the id of none;
	 *             MQ_ERROR_INSUFFICIENT_RESOURCES if there are too many
	 */
	public void begin(UnitOfWork id, Object owner) throws MqException {
		if (id.isNone()) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "A unit of work needs an id");
		}
		environment.allowance().take(Allowance.Kind.UNIT_OF_WORK);
		Transaction begun = new Transaction(id, owner);
		if (open.putIfAbsent(id, begun) != null) {
			environment.allowance().give(Allowance.Kind.UNIT_OF_WORK, 1);
			throw new MqException(MqStatus.TRANSACTION_SEQUENCE, "There is a unit of work " + id + " already");
		}
		watch(begun, patience.toNanos());
	}

	/** Whether there is one that is not decided. */
	public boolean contains(UnitOfWork id) {
		return open.containsKey(id);
	}

	/** How many of somebody's are not decided. */
	public long count(Object owner) {
		return open.values().stream().filter(transaction -> transaction.owner() == owner).count();
	}

	/** How many are not decided. */
	public int count() {
		return open.size();
	}

	/**
	 * @throws MqException
	 *             MQ_ERROR_TRANSACTION_SEQUENCE if there is none
	 */
	Transaction get(UnitOfWork id) throws MqException {
		Transaction transaction = open.get(id);
		if (transaction == null) {
			throw Transaction.unknown(id);
		}
		return transaction;
	}

	private void watch(Transaction transaction, long nanos) {
		transaction.timer(environment.timers()
				.schedule(() -> environment.executor().execute(() -> look(transaction)), nanos, TimeUnit.NANOSECONDS));
	}

	private void look(Transaction transaction) {
		if (open.get(transaction.id()) != transaction) {
			return;
		}
		long left = patience.toNanos() - (System.nanoTime() - transaction.lastUsed());
		if (left > 0) {
			watch(transaction, left);
		} else {
			LOG.log(System.Logger.Level.INFO, () -> "Rolled back the unit of work " + transaction.id() + " with "
					+ transaction.size() + " operations, which nobody had used for " + patience);
			abort(transaction);
		}
	}

	/**
	 * Makes everything true that was done in it.
	 *
	 * @return completes when that is on disk; fails with an {@link MqException} MQ_ERROR_TRANSACTION_SEQUENCE if there is
	 *         none, or with a {@link StoreException}: then nothing is true, and it can be tried again
	 */
	public CompletionStage<Void> commit(UnitOfWork id) {
		Transaction transaction;
		List<Operation> operations;
		try {
			transaction = get(id);
			operations = transaction.end();
		} catch (MqException e) {
			return Stages.failed(e);
		}
		CompletionStage<Void> applied;
		try {
			Removal removal = new Removal(environment);
			for (Operation operation : operations) {
				prepare(removal, operation);
			}
			applied = removal.apply(true);
		} catch (StoreException | RuntimeException e) {
			applied = Stages.failed(e);
		}
		return applied.whenComplete((nothing, failure) -> {
			if (failure == null) {
				forget(transaction);
				operations.forEach(Transactions::committed);
			} else {
				transaction.reopen();
				watch(transaction, patience.toNanos());
			}
		});
	}

	/** Locked messages stay locked, so nobody else changes anything about them. */
	private static void prepare(Removal removal, Operation operation) throws StoreException {
		Queue queue = operation.queue();
		if (queue.isDeleted()) {
			return;
		}
		if (operation.isMove()) {
			removal.move(queue, operation.lookupId(), operation.target());
		} else {
			removal.leave(queue, operation.lookupId(), operation.reason());
		}
	}

	private static void committed(Operation operation) {
		operation.queue().gone(operation.lookupId(), null);
		decided(operation);
	}

	private static void decided(Operation operation) {
		if (operation.isMove()) {
			operation.target().vacancy().moveDecided();
		}
	}

	private void forget(Transaction transaction) {
		if (open.remove(transaction.id(), transaction)) {
			environment.allowance().give(Allowance.Kind.UNIT_OF_WORK, 1);
			transaction.over();
		}
	}

	/**
	 * Gives everything back that was taken in it.
	 *
	 * @return completes when that can be read again; fails with an {@link MqException} MQ_ERROR_TRANSACTION_SEQUENCE if
	 *         there is none
	 */
	public CompletionStage<Void> abort(UnitOfWork id) {
		try {
			return abort(get(id));
		} catch (MqException e) {
			return Stages.failed(e);
		}
	}

	/** Rolls back a unit of work in which nothing was done; any other goes on. */
	public void abortIfEmpty(UnitOfWork id) {
		Transaction transaction = open.get(id);
		if (transaction != null && transaction.endIfEmpty()) {
			forget(transaction);
		}
	}

	/** Rolls back what somebody has begun who has gone; what is being committed is not touched. */
	public CompletionStage<Void> abortAll(Object owner) {
		List<CompletableFuture<Void>> all = new ArrayList<>();
		for (Transaction transaction : open.values()) {
			if (transaction.owner() == owner) {
				all.add(abort(transaction).exceptionally(failure -> null).toCompletableFuture());
			}
		}
		return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
	}

	private CompletionStage<Void> abort(Transaction transaction) {
		List<Operation> operations;
		try {
			operations = transaction.end();
		} catch (MqException e) {
			return Stages.failed(e);
		}
		CompletionStage<Void> counted;
		try {
			Removal removal = new Removal(environment);
			for (Operation operation : operations) {
				if (!operation.isMove() && !operation.queue().isDeleted()) {
					removal.abort(operation.queue(), operation.lookupId());
				}
			}
			counted = removal.apply(false);
		} catch (StoreException | RuntimeException e) {
			counted = Stages.failed(e);
		}
		return counted.handle((nothing, failure) -> {
			if (failure != null) {
				LOG.log(System.Logger.Level.WARNING, "Aborts of " + operations.size() + " messages are not counted: "
						+ Stages.cause(failure).getMessage());
			}
			operations.forEach(Transactions::aborted);
			forget(transaction);
			return null;
		});
	}

	private static void aborted(Operation operation) {
		Queue queue = operation.queue();
		synchronized (queue) {
			if (queue.positions().operation(operation.lookupId()) == operation) {
				queue.positions().dismiss(operation.lookupId());
				queue.positions().unlock(operation.lookupId());
			}
		}
		decided(operation);
	}
}
