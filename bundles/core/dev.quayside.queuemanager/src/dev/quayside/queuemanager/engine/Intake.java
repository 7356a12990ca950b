package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Lets messages into a queue ([MS-MQDMPR] 3.1.7.1.9). */
final class Intake {

	private final Queue queue;
	private final Environment environment;
	private final Object submitting = new Object();
	/** Bytes on their way into the store. */
	private final AtomicLong arriving = new AtomicLong();

	Intake(Queue queue, Environment environment) {
		this.queue = queue;
		this.environment = environment;
	}

	long arriving() {
		return arriving.get();
	}

	/** Adds messages, with other changes in the same one of the store. */
	CompletionStage<Void> add(int priority, List<StoredMessage> messages, List<StoreChange> together) {
		List<StoredMessage> kept = new ArrayList<>();
		try {
			for (StoredMessage message : messages) {
				kept.add(admit(message));
			}
		} catch (MqException | StoreException e) {
			admitted(size(kept));
			return Stages.failed(e);
		}
		return submit(priority, kept, together).whenComplete((nothing, failure) -> admitted(size(kept)));
	}

	private static int size(List<StoredMessage> messages) {
		return messages.stream().mapToInt(StoredMessage::size).sum();
	}

	private StoredMessage admit(StoredMessage message) throws MqException, StoreException {
		StoredMessage kept = needsWork(message) ? message.withNeedsWork(true) : message;
		queue.expirations().prepare(kept);
		admit(kept.size());
		return kept;
	}

	/**
	 * A transactional message tells its sender how it ended; one of this queue manager's own may have to go back into a
	 * dead-letter queue.
	 */
	private boolean needsWork(StoredMessage message) {
		return !message.needsWork() && queue.isDestination()
				&& (Headers.isTransactional(message) || Headers.hasNegativeJournal(message)
						&& Headers.source(message).equals(environment.store().queueManagerId()));
	}

	/** Messages become visible in the order of their numbers, so that no reader passes one that comes late. */
	private CompletionStage<Void> submit(int priority, List<StoredMessage> messages, List<StoreChange> together) {
		synchronized (submitting) {
			List<StoreChange.Append> appends = new ArrayList<>();
			try {
				for (StoredMessage message : messages) {
					appends.add(new StoreChange.Append(queue.number(), number(priority), message));
				}
			} catch (StoreException e) {
				return Stages.failed(e);
			}
			return append(appends, together).whenComplete((nothing, failure) -> appends
					.forEach(append -> arrived(append.lookupId(), append.message(), failure)));
		}
	}

	private CompletionStage<Void> append(List<StoreChange.Append> appends, List<StoreChange> together) {
		if (together.isEmpty() && appends.size() == 1) {
			return queue.stored().append(appends.get(0).lookupId(), appends.get(0).message());
		}
		List<StoreChange> all = new ArrayList<>(appends);
		all.addAll(together);
		return environment.store().apply(all, true);
	}

	/** Higher priorities come first, then lower numbers. */
	private long number(int priority) throws StoreException {
		return 7L - priority << 56 | environment.store().nextSequence();
	}

	private void arrived(long lookupId, StoredMessage message, Throwable failure) {
		if (failure == null) {
			queue.expirations().added(message);
			queue.available(lookupId);
		}
	}

	/**
	 * The arrival of a message as part of a larger change of the store. It may become visible behind one with a higher
	 * number.
	 */
	Consequence arrival(int priority, StoredMessage message) throws MqException, StoreException {
		StoredMessage kept = admit(message);
		admitted(message.size());
		long lookupId = number(priority);
		return new Consequence(List.of(new StoreChange.Append(queue.number(), lookupId, kept)),
				() -> arrived(lookupId, kept, null));
	}

	/** What comes is counted first, so that a queue that is about to go sees it. */
	private synchronized void admit(int size) throws MqException, StoreException {
		long others = arriving.getAndAdd(size);
		boolean admitted = false;
		try {
			check(others, size);
			admitted = true;
		} finally {
			if (!admitted) {
				admitted(size);
			}
		}
	}

	private void check(long others, int size) throws MqException, StoreException {
		if (queue.isDeleted()) {
			throw new MqException(MqStatus.QUEUE_DELETED, "The queue " + queue.name() + " is being deleted");
		}
		if (isBeyond(others, size)) {
			throw Allowance.exhausted("The quota of " + queue.name() + " is used up");
		}
		if (!environment.quota().admit(size)) {
			throw Allowance.exhausted("The quota of the queue manager is used up");
		}
	}

	boolean isBeyondQuota(int size) throws StoreException {
		return isBeyond(arriving.get(), size);
	}

	private boolean isBeyond(long others, int size) throws StoreException {
		long quota = queue.attributes().quota();
		return quota != QueueAttributes.UNLIMITED && queue.bytes() + others + size > quota * 1024;
	}

	private void admitted(int size) {
		arriving.addAndGet(-size);
	}
}
