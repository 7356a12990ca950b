package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A queue ([MS-MQDMPR] 3.1.1.2). Its monitor guards what is in memory: who has it open, what is locked, who waits.
 * Messages are in the store, whose thread takes the monitor; so nobody may wait for the store who has it.
 */
public final class Queue {

	/** Of a queue to which a message with a deadline has come. */
	private static final String EXPIRING = "expiring";

	private final int number;
	private final QueueAttributes attributes;
	private final StoredQueue stored;
	private final Environment environment;
	private final Positions positions;
	private final Readers readers;
	private final Expirations expirations;
	private final List<OpenQueue> opened = new ArrayList<>();
	private final Object submitting = new Object();
	/** Bytes on the way into the store. */
	private long arriving;

	Queue(int number, QueueAttributes attributes, StoredQueue stored, Environment environment) {
		this.number = number;
		this.attributes = attributes;
		this.stored = stored;
		this.environment = environment;
		this.positions = new Positions(stored, environment, this, this::available);
		this.readers = new Readers(positions, environment, this);
		this.expirations = new Expirations(stored, environment, this::expire);
	}

	/** Goes on with a queue of an earlier run. */
	void resume(Map<String, String> kept) {
		if (Boolean.parseBoolean(kept.get(EXPIRING))) {
			expirations.resume();
		}
	}

	private void rememberExpiring() throws StoreException {
		Map<String, String> kept = new TreeMap<>(attributes.toMap());
		kept.put(EXPIRING, Boolean.TRUE.toString());
		environment.store().putQueue(number, kept);
	}

	private synchronized boolean expire(long lookupId) {
		return positions.expire(lookupId);
	}

	private void available(long lookupId) {
		readers.available(lookupId);
	}

	/** Its number in private format names. */
	public int number() {
		return number;
	}

	public QueueAttributes attributes() {
		return attributes;
	}

	/** {@code private$\name}. */
	public QueuePath path() {
		return QueuePath.privateQueue(attributes.name());
	}

	/** Messages, locked ones included. */
	public long count() throws StoreException {
		return stored.count();
	}

	/** Bytes of all packets. */
	public long bytes() throws StoreException {
		return stored.bytes();
	}

	/** Whether somebody has it open or it holds messages. */
	public boolean isActive() throws StoreException {
		synchronized (this) {
			if (!opened.isEmpty()) {
				return true;
			}
		}
		return stored.count() > 0;
	}

	/** How many reads wait for a message. */
	public synchronized int waitingReads() {
		return readers.count();
	}

	Positions positions() {
		return positions;
	}

	Readers readers() {
		return readers;
	}

	/** Opens it for this process. */
	public OpenQueue open(boolean receive, boolean exclusive) throws MqException {
		return open(receive, exclusive, QueueClient.OWN);
	}

	/**
	 * Opens it; rules of sharing in [MS-MQDMPR] 3.1.7.1.5.
	 *
	 * @param receive
	 *            also for receiving, not only for peeking
	 * @param exclusive
	 *            nobody else may receive meanwhile
	 */
	public synchronized OpenQueue open(boolean receive, boolean exclusive, QueueClient client) throws MqException {
		for (OpenQueue other : opened) {
			boolean clash = other.isReceive()
					? other.isExclusive() ? receive || exclusive : exclusive
					: other.isExclusive() && receive;
			if (clash) {
				throw new MqException(MqStatus.SHARING_VIOLATION, "Somebody else has " + path().text() + " open");
			}
		}
		environment.allowance().take(Allowance.Kind.OPEN);
		OpenQueue open = new OpenQueue(this, environment, receive, exclusive, client);
		opened.add(open);
		return open;
	}

	/** Who has it open, each as often as that. */
	public synchronized List<QueueClient> clients() {
		return opened.stream().map(OpenQueue::client).toList();
	}

	synchronized void closed(OpenQueue open) {
		if (opened.remove(open)) {
			environment.allowance().give(Allowance.Kind.OPEN, 1);
		}
	}

	/**
	 * Adds a message behind all of its priority.
	 *
	 * @return completes when it is in the queue, a recoverable one on disk; fails with an {@link MqException} at the quota
	 *         or a {@link StoreException}
	 */
	public CompletionStage<Void> append(int priority, StoredMessage message) {
		return enqueue(priority, message, List.of());
	}

	/** Likewise, together with other changes of the store. */
	public CompletionStage<Void> enqueue(int priority, StoredMessage message, List<StoreChange> together) {
		return enqueue(priority, List.of(message), together);
	}

	/** Likewise with several messages in their order. */
	public CompletionStage<Void> enqueue(int priority, List<StoredMessage> messages, List<StoreChange> together) {
		int size = messages.stream().mapToInt(StoredMessage::size).sum();
		try {
			for (StoredMessage message : messages) {
				expirations.prepare(message, this::rememberExpiring);
			}
			admit(size);
		} catch (MqException | StoreException e) {
			return CompletableFuture.failedFuture(e);
		}
		return submit(priority, messages, together).whenComplete((nothing, failure) -> admitted(size));
	}

	/** Messages become visible in the order of their numbers, so that no reader passes one that comes late. */
	private CompletionStage<Void> submit(int priority, List<StoredMessage> messages, List<StoreChange> together) {
		synchronized (submitting) {
			try {
				List<StoreChange> changes = new ArrayList<>(together);
				List<Courier.Consequence> postings = new ArrayList<>();
				boolean force = !together.isEmpty();
				for (StoredMessage message : messages) {
					Courier.Consequence posting = post(priority, message);
					postings.add(posting);
					changes.addAll(posting.changes());
					force |= message.recoverable();
				}
				return environment.store().apply(changes, force).whenComplete((nothing, failure) -> postings
						.forEach(posting -> posting.afterwards().run()));
			} catch (StoreException e) {
				return CompletableFuture.failedFuture(e);
			}
		}
	}

	/** What has to be done to add a message as a part of another change. */
	public Courier.Consequence post(int priority, StoredMessage message) throws StoreException {
		long lookupId = 7L - priority << 56 | environment.store().nextSequence();
		return new Courier.Consequence(List.of(new StoreChange.Append(number, lookupId, message)),
				() -> arrived(lookupId, message));
	}

	private void arrived(long lookupId, StoredMessage message) {
		expirations.added(message);
		readers.available(lookupId);
	}

	private synchronized void admit(int size) throws MqException, StoreException {
		if (attributes.quota() != QueueAttributes.UNLIMITED
				&& stored.bytes() + arriving + size > attributes.quota() * 1024) {
			throw new MqException(MqStatus.INSUFFICIENT_RESOURCES, "The quota of " + path().text() + " is used up");
		}
		arriving += size;
	}

	private synchronized void admitted(int size) {
		arriving -= size;
	}

	ScheduledFuture<?> schedulePendingTimeout(Runnable action) {
		return environment.timers().schedule(action, environment.pendingTimeout().toMillis(), TimeUnit.MILLISECONDS);
	}
}
