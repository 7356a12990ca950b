package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.store.StoreException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The receives of an open queue that are not ended ([MS-MQRR] 3.1.1.2, 3.1.1.3). The monitor of the queue guards it.
 */
final class Receives {

	static final int MAX = 10_000;

	/** A receive that is not ended; without a lookup id it still waits for a message. */
	static final class Receive {

		private final ReadRequest request;
		private final Transaction transactionOrNull;
		private Long lookupId;
		private boolean recoverable;
		private boolean needsWork;
		private Operation operation;
		private long deadline = Long.MAX_VALUE;
		private ScheduledFuture<?> timer;

		Receive(ReadRequest request, Transaction transactionOrNull) {
			this.request = request;
			this.transactionOrNull = transactionOrNull;
		}

		ReadRequest request() {
			return request;
		}

		/** Null while it waits. */
		Long lookupId() {
			return lookupId;
		}

		/** Milliseconds since 1970. */
		long deadline() {
			return deadline;
		}
	}

	private final Queue queue;
	private final Environment environment;
	private final Map<Long, Receive> entries = new HashMap<>();

	Receives(Queue queue, Environment environment) {
		this.queue = queue;
		this.environment = environment;
	}

	boolean contains(long requestId) {
		return entries.containsKey(requestId);
	}

	List<Receive> all() {
		return List.copyOf(entries.values());
	}

	/** A receive begins. */
	void begin(ReadRequest request) throws MqException {
		if (entries.size() >= MAX) {
			throw Allowance.exhausted("An open queue has at most " + MAX + " receives that are not ended");
		}
		Transaction transaction = request.work().isNone() ? null : environment.transactions().get(request.work());
		environment.allowance().take(Allowance.Kind.RECEIVE);
		entries.put(request.requestId(), new Receive(request, transaction));
	}

	/**
	 * A receive has its message, and so much time to end.
	 *
	 * @throws MqException
	 *             if the unit of work has ended meanwhile, or is too large
	 */
	void locked(long requestId, QueueMessage message) throws MqException {
		Receive entry = entries.get(requestId);
		long lookupId = message.lookupId();
		if (entry.transactionOrNull != null) {
			Operation operation = new Operation(entry.transactionOrNull, queue, lookupId, null);
			entry.transactionOrNull.enlist(operation);
			queue.positions().enlist(operation);
			entry.operation = operation;
		}
		queue.positions().lock(lookupId);
		entry.lookupId = lookupId;
		entry.recoverable = message.stored().recoverable();
		entry.needsWork = message.stored().needsWork();
		long millis = environment.pendingTimeout().toMillis();
		entry.deadline = environment.clock().millis() + millis;
		entry.timer = environment.timers().schedule(() -> timedOut(requestId, entry), millis, TimeUnit.MILLISECONDS);
	}

	/** Forgets one that has no message, or whose message somebody takes care of. */
	void forget(long requestId) {
		Receive entry = entries.remove(requestId);
		if (entry != null) {
			environment.allowance().give(Allowance.Kind.RECEIVE, 1);
			if (entry.timer != null) {
				entry.timer.cancel(false);
			}
		}
	}

	/** The id may have been used again since the timer began. */
	private void timedOut(long requestId, Receive entry) {
		synchronized (queue) {
			giveBack(requestId, entry);
		}
	}

	/** Whoever asked for a receive went before the answer. */
	void abandon(ReadRequest request) {
		Receive entry = entries.get(request.requestId());
		if (entry != null && entry.request == request) {
			giveBack(request.requestId(), entry);
		}
	}

	void giveBackAll() {
		Map.copyOf(entries).forEach(this::giveBack);
	}

	private void giveBack(long requestId, Receive entry) {
		if (entries.get(requestId) == entry) {
			forget(requestId);
			release(entry);
		}
	}

	/** A message that a unit of work is just committing stays with it. */
	private void release(Receive entry) {
		if (entry.lookupId == null || entry.operation != null && !leaveWork(entry.operation)) {
			return;
		}
		queue.positions().unlock(entry.lookupId);
	}

	private boolean leaveWork(Operation operation) {
		boolean left = queue.positions().operation(operation.lookupId()) == operation
				&& operation.transaction().remove(operation);
		if (left) {
			queue.positions().dismiss(operation.lookupId());
		}
		return left;
	}

	private Receive toEnd(long requestId) throws MqException {
		if (entries.isEmpty()) {
			throw new MqException(MqStatus.INVALID_HANDLE, "There is no receive to end");
		}
		Receive entry = entries.get(requestId);
		if (entry == null) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "There is no receive with the request id " + requestId);
		}
		if (entry.lookupId == null) {
			throw new MqException(MqStatus.MESSAGE_NOT_FOUND, "The receive still waits for a message");
		}
		return entry;
	}

	/** Ends a receive; what it takes to make that true. */
	Ending end(long requestId, boolean take) throws MqException {
		Receive entry = toEnd(requestId);
		forget(requestId);
		long lookupId = entry.lookupId;
		if (entry.operation != null) {
			endWithin(entry, take);
			return Stages::done;
		}
		if (!take) {
			queue.positions().unlock(lookupId);
			return Stages::done;
		}
		boolean isPurged = queue.positions().isPurgePending(lookupId);
		if (!entry.needsWork && (isPurged || !Keepers.isJournaled(queue))) {
			CompletionStage<Void> deleted = queue.positions().delete(lookupId, entry.recoverable);
			return () -> deleted;
		}
		queue.positions().delete(lookupId);
		MessageClass reason = isPurged ? MessageClass.NACK_Q_PURGED : MessageClass.ACK_RECEIVE;
		return () -> environment.departures().leave(queue, lookupId, reason, entry.recoverable);
	}

	/** To be run without the monitor. */
	interface Ending {

		CompletionStage<Void> run();
	}

	/** Whether the queue holds a message. */
	boolean isThere(long lookupId) throws MqException {
		try {
			return queue.stored().contains(lookupId);
		} catch (StoreException e) {
			throw new MqException(MqStatus.SERVICE_NOT_AVAILABLE, e.getMessage());
		}
	}

	/** The unit of work decides what becomes of a message that was taken. */
	private void endWithin(Receive entry, boolean take) throws MqException {
		if (queue.positions().operation(entry.lookupId) != entry.operation) {
			throw isThere(entry.lookupId)
					? Transaction.unknown(entry.request.work())
					: new MqException(MqStatus.MESSAGE_NOT_FOUND, "The message was taken by its unit of work");
		}
		if (!take) {
			release(entry);
		}
	}
}
