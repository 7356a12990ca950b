package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.services.Transfers;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Takes transactional messages exactly once and in order ([MS-MQQB] 3.1.5.8.6): each into its queue together with the
 * sequence of its sender, in one forced change of the store.
 */
final class TransactionalArrivals implements AutoCloseable {

	private final MessageStore store;
	private final Acknowledger acknowledger;
	private final Clock clock;
	private final Dropped dropped;
	private final IncomingSequences sequences;
	private final OrderAcks orderAcks;
	private final ScheduledExecutorService timers;
	/** What may not run in the thread of the store. */
	private final ExecutorService workers;

	TransactionalArrivals(MessageStore store, Acknowledger acknowledger, Outbox outbox, Clock clock,
			OrderAcks.Delays delays, Dropped dropped) throws StoreException {
		this.store = store;
		this.acknowledger = acknowledger;
		this.clock = clock;
		this.dropped = dropped;
		this.sequences = new IncomingSequences(store);
		this.timers = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "order-ack-timer"));
		this.workers = Executors.newCachedThreadPool(task -> daemon(task, "transactional-arrivals"));
		this.orderAcks = new OrderAcks(delays, timers, workers, outbox::nextId, clock);
	}

	private static Thread daemon(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	/** A message that may go into its queue if it is its turn. */
	void accept(Waiting message) {
		IncomingSequence sequence = sequences.get(new IncomingSequence.Key(
				message.message().packet().user().source(), message.queue().number()));
		if (sequence.accept(message, clock.instant().getEpochSecond())) {
			goOn(sequence);
		} else {
			dropped.say(message.message(), "as a transactional message it is a duplicate, or one before it is missing");
			if (!sequences.discardUnused(sequence)) {
				orderAcks.schedule(message.message(), sequence);
			}
			message.outcome().complete(null);
		}
	}

	private void write(IncomingSequence sequence) {
		List<Waiting> batch = sequence.begin();
		try {
			if (!batch.isEmpty()) {
				write(sequence, batch);
			}
		} catch (RuntimeException e) {
			settle(sequence, batch, e, List.of());
		}
	}

	private void write(IncomingSequence sequence, List<Waiting> batch) {
		List<StoreChange> together = changes(sequence, batch);
		List<Runnable> afterwards = new ArrayList<>();
		for (Waiting waiting : batch) {
			Consequence reached = acknowledger.reached(waiting.message().packet());
			together.addAll(reached.changes());
			afterwards.add(reached.afterwards());
		}
		List<StoredMessage> messages = batch.stream().map(Waiting::stored).toList();
		batch.get(0).queue().enqueue(0, messages, together).whenComplete((nothing, failure) -> {
			Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
			if (cause instanceof MqException full) {
				tooMuch(sequence, batch, full);
			} else {
				settle(sequence, batch, cause, afterwards);
			}
		});
	}

	private List<StoreChange> changes(IncomingSequence sequence, List<Waiting> batch) {
		List<StoreChange> together = new ArrayList<>(sequences.forget());
		together.add(sequence.change(batch));
		return together;
	}

	/** One that does not fit is out of the sequence for good, and its sender is told what became of it. */
	private void tooMuch(IncomingSequence sequence, List<Waiting> batch, MqException full) {
		if (batch.size() > 1) {
			sequence.split(batch);
			goOn(sequence);
			return;
		}
		MessageSink.Incoming message = batch.get(0).message();
		try {
			Optional<Refusal> refusal = Refusal.of(full, batch.get(0).queue(), message.bytes().length);
			if (refusal.isPresent()) {
				refuse(sequence, batch, refusal.get());
			} else {
				settle(sequence, batch, full, List.of());
			}
		} catch (StoreException e) {
			settle(sequence, batch, e, List.of());
		}
	}

	private void refuse(IncomingSequence sequence, List<Waiting> batch, Refusal refusal) {
		MessageSink.Incoming message = batch.get(0).message();
		dropped.say(message, refusal.why());
		Consequence refused = acknowledger.refused(message.packet(), refusal.outcome(),
				message.address().getAddress());
		List<StoreChange> together = changes(sequence, batch);
		together.addAll(refused.changes());
		store.apply(together, true).whenComplete(
				(nothing, failure) -> settle(sequence, batch, failure, List.of(refused.afterwards())));
	}

	private void settle(IncomingSequence sequence, List<Waiting> batch, Throwable failure,
			List<Runnable> afterwards) {
		if (failure == null) {
			sequence.written(batch);
			afterwards.forEach(Runnable::run);
			batch.forEach(waiting -> waiting.outcome().complete(null));
			Map<MessageSink.Origin, MessageSink.Incoming> last = new LinkedHashMap<>();
			batch.forEach(waiting -> last.put(waiting.message().origin(), waiting.message()));
			last.values().forEach(message -> orderAcks.schedule(message, sequence));
		} else {
			sequence.failed(batch).forEach(waiting -> waiting.outcome().completeExceptionally(failure));
		}
		goOn(sequence);
	}

	/** By another thread, so that what comes meanwhile is written with it. */
	private void goOn(IncomingSequence sequence) {
		if (!sequence.schedule()) {
			return;
		}
		try {
			workers.execute(() -> write(sequence));
		} catch (RejectedExecutionException e) {
			sequence.failed(List.of()).forEach(waiting -> waiting.outcome().completeExceptionally(e));
		}
	}

	List<Transfers.Incoming> transfers(Queue queue) {
		return sequences.of(queue);
	}

	@Override
	public void close() {
		timers.shutdownNow();
		workers.shutdown();
	}
}
