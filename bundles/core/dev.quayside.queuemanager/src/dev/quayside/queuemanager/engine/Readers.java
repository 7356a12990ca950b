package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.queuemanager.store.StoreException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Reads messages for clients, and keeps those waiting for whom there is none, in the order in which they came. The
 * monitor of the queue guards it.
 */
final class Readers {

	private static final System.Logger LOG = System.getLogger(Readers.class.getName());

	private final Positions positions;
	private final Seek seek;
	private final Environment environment;
	private final Object monitor;
	private final Map<Waiter.Key, Waiter> waiting = new LinkedHashMap<>();

	Readers(Positions positions, Environment environment, Object monitor) {
		this.positions = positions;
		this.seek = new Seek(positions);
		this.environment = environment;
		this.monitor = monitor;
	}

	/**
	 * Reads for an open queue.
	 *
	 * @return fails with an {@link MqException}
	 */
	CompletionStage<QueueMessage> read(OpenQueue open, ReadRequest request) {
		CompletableFuture<QueueMessage> result = new CompletableFuture<>();
		try {
			QueueMessage message = locked(open, request, find(open, request));
			if (message != null) {
				result.complete(message);
			} else if (request.action().isLookup() || isReceiveWithoutWait(open, request)) {
				throw new MqException(MqStatus.MESSAGE_NOT_FOUND, "There is no such message");
			} else if (request.timeoutMillis() == 0) {
				open.ranOut(request);
				throw new MqException(MqStatus.IO_TIMEOUT, "There is no message");
			} else {
				await(new Waiter(open, request, result, deadline(request)));
			}
		} catch (MqException e) {
			open.dropped(request);
			result.completeExceptionally(e);
		}
		return result;
	}

	/** With a cursor it finds nothing instead of running out of time ([MS-MQDMPR] 3.2.7.4), and the cursor stays. */
	private static boolean isReceiveWithoutWait(OpenQueue open, ReadRequest request) {
		return request.action().isReceive() && request.timeoutMillis() == 0 && open.cursor(request) != null;
	}

	private QueueMessage find(OpenQueue open, ReadRequest request) throws MqException {
		try {
			return seek.find(open.cursor(request), request);
		} catch (StoreException e) {
			throw new MqException(MqStatus.SERVICE_NOT_AVAILABLE, e.getMessage());
		}
	}

	private static QueueMessage locked(OpenQueue open, ReadRequest request, QueueMessage message) throws MqException {
		if (message != null && request.action().isReceive()) {
			open.receives().locked(request.requestId(), message);
		}
		return message;
	}

	int count() {
		return waiting.size();
	}

	boolean isWaiting(OpenQueue open, long requestId) {
		return waiting.containsKey(new Waiter.Key(open, requestId));
	}

	private long deadline(ReadRequest request) {
		return request.timeoutMillis() == ReadRequest.FOR_EVER
				? Long.MAX_VALUE
				: environment.clock().millis() + request.timeoutMillis();
	}

	private void await(Waiter waiter) throws MqException {
		environment.allowance().take(Allowance.Kind.WAITING);
		waiting.put(waiter.key(), waiter);
		long millis = waiter.request().timeoutMillis();
		if (millis != ReadRequest.FOR_EVER) {
			ScheduledFuture<?> timer = environment.timers().schedule(() -> expire(waiter), millis,
					TimeUnit.MILLISECONDS);
			waiter.result().whenComplete((message, failure) -> timer.cancel(false));
		}
	}

	/** False if it does not wait any more. */
	private boolean remove(Waiter waiter) {
		boolean removed = waiting.remove(waiter.key(), waiter);
		if (removed) {
			environment.allowance().give(Allowance.Kind.WAITING, 1);
		}
		return removed;
	}

	private void expire(Waiter waiter) {
		synchronized (monitor) {
			if (remove(waiter)) {
				waiter.open().ranOut(waiter.request());
				fail(waiter, new MqException(MqStatus.IO_TIMEOUT, "No message arrived in time"));
			}
		}
	}

	private void fail(Waiter waiter, MqException why) {
		waiter.open().dropped(waiter.request());
		environment.executor().execute(() -> waiter.result().completeExceptionally(why));
	}

	/** Somebody may have waited for this message: has it served soon, by another thread. */
	void available(long lookupId) {
		synchronized (monitor) {
			positions.appears(lookupId);
			if (waiting.isEmpty()) {
				return;
			}
		}
		environment.executor().execute(() -> serve(lookupId));
	}

	/**
	 * Gives what is there to those who wait ([MS-MQDMPR] 3.1.7.2.2): the first one in the queue rather than just the one
	 * that came, because two that come together are served by two threads.
	 */
	private void serve(long lookupId) {
		synchronized (monitor) {
			boolean none = false;
			for (Waiter waiter : List.copyOf(waiting.values())) {
				boolean hasCursor = waiter.request().cursor() != 0;
				if (hasCursor || !none) {
					none |= !serve(waiter, lookupId) && !hasCursor;
				}
			}
		}
	}

	/** False if there is still nothing for it. */
	private boolean serve(Waiter waiter, long lookupId) {
		OpenQueue open = waiter.open();
		ReadRequest request = waiter.request();
		try {
			QueueMessage found = find(open, request);
			if (found == null && request.cursor() != 0) {
				found = seek.offer(open.cursor(request), request, lookupId);
			}
			if (found == null) {
				return false;
			}
			QueueMessage message = locked(open, request, found);
			remove(waiter);
			waiter.result().completeAsync(() -> message, environment.executor());
		} catch (MqException e) {
			refuse(waiter, e);
		} catch (StoreException | RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "A read that waited failed", e);
			refuse(waiter, new MqException(MqStatus.SERVICE_NOT_AVAILABLE, "A read that waited"));
		}
		return true;
	}

	private void refuse(Waiter waiter, MqException why) {
		if (remove(waiter)) {
			fail(waiter, why);
		}
	}

	/** Ends one read that waits; false if there is none. */
	boolean cancel(OpenQueue open, long requestId) {
		Waiter waiter = waiting.get(new Waiter.Key(open, requestId));
		if (waiter == null) {
			return false;
		}
		end(List.of(waiter), cancelled("The wait was cancelled"));
		return true;
	}

	private static MqException cancelled(String why) {
		return new MqException(MqStatus.OPERATION_CANCELLED, why);
	}

	/** Ends all reads that wait with an open queue, and that the condition is true for. */
	void cancelAll(OpenQueue open, Predicate<ReadRequest> condition) {
		end(of(open).stream().filter(waiter -> condition.test(waiter.request())).toList(),
				cancelled("The queue or the cursor was closed"));
	}

	/** Those of an open queue. */
	List<Waiter> of(OpenQueue open) {
		return waiting.values().stream().filter(waiter -> waiter.open() == open).toList();
	}

	/** Ends all. */
	void failAll(MqException why) {
		end(List.copyOf(waiting.values()), why);
	}

	private void end(List<Waiter> waiters, MqException why) {
		for (Waiter waiter : waiters) {
			remove(waiter);
			waiter.open().ranOut(waiter.request());
			fail(waiter, why);
		}
	}
}
