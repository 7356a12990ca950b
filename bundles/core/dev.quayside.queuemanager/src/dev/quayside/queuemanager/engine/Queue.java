package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A queue of any kind ([MS-MQDMPR] 3.1.1.2). Its monitor guards what is in memory: who has it open, what is locked, who
 * waits. Messages are in the store, whose thread takes the monitor; so nobody may wait for the store who has it.
 */
public final class Queue {

	/** Of a lookup id: 7 − priority. */
	static final long PRIORITY_BITS = 0xFFL << 56;

	private final int number;
	private final Queue parentOrNull;
	private final StoredQueue stored;
	private final Environment environment;
	private final Positions positions;
	private final Readers readers;
	private final Expirations expirations;
	private final Intake intake;
	private final Handles handles;
	private final Vacancy vacancy;
	private final SavedAttributes saved;
	private volatile boolean deleted;

	Queue(int number, QueueAttributes attributes, Queue parentOrNull, Environment environment) {
		this.number = number;
		this.parentOrNull = parentOrNull;
		this.stored = environment.store().queue(number);
		this.environment = environment;
		this.saved = new SavedAttributes(number, attributes, environment.store());
		this.positions = new Positions(this, environment);
		this.readers = new Readers(positions, environment, this);
		this.expirations = new Expirations(stored, environment, isDestination(), saved::rememberExpiring, this::expire);
		this.intake = new Intake(this, environment);
		this.handles = new Handles(this, environment);
		this.vacancy = new Vacancy(this, environment);
	}

	/** Goes on with a queue of an earlier run. */
	void resume(Map<String, String> kept) {
		if (saved.resume(kept)) {
			expirations.resume();
		}
	}

	/** Writes the attributes to the disk. */
	void save(QueueAttributes changed) throws StoreException {
		saved.change(changed);
	}

	private boolean expire(long lookupId, StoredMessage message) {
		synchronized (this) {
			return positions.expire(lookupId, message);
		}
	}

	/** Its number in private format names; queues of other kinds have numbers from 0x01000000 on. */
	public int number() {
		return number;
	}

	public QueueAttributes attributes() {
		return saved.attributes();
	}

	public QueueKind kind() {
		return attributes().kind();
	}

	/** The queue that this is a journal or subqueue of. */
	public Optional<Queue> parent() {
		return Optional.ofNullable(parentOrNull);
	}

	/** The journal of a public or private queue. */
	public Optional<Queue> journal() {
		return environment.catalog().journal(this);
	}

	/** Those that are there now, by name. */
	public List<Queue> subqueues() {
		return environment.catalog().subqueues(this);
	}

	/**
	 * The path behind the computer.
	 *
	 * @throws IllegalStateException
	 *             for an outgoing queue, which has none
	 */
	public QueuePath path() {
		return Naming.path(this);
	}

	/** The path, or of an outgoing queue the format name of its destination. */
	public String name() {
		return kind() == QueueKind.OUTGOING ? attributes().name() : path().text();
	}

	/**
	 * The format name.
	 *
	 * @param computer
	 *            this one, for direct names
	 */
	public FormatName formatName(String computer) {
		return Naming.formatName(this, environment.store().queueManagerId(), computer);
	}

	/** Messages, locked ones included. */
	public long count() throws StoreException {
		return stored.count();
	}

	/** Bytes of all packets. */
	public long bytes() throws StoreException {
		return stored.bytes();
	}

	/** Bytes of all packets, with those that are on their way in. */
	long expectedBytes() throws StoreException {
		return stored.bytes() + intake.arriving();
	}

	/** Whether somebody has it open or it holds messages. */
	public boolean isActive() throws StoreException {
		synchronized (this) {
			if (!handles.isEmpty()) {
				return true;
			}
		}
		return stored.count() > 0;
	}

	/** How many reads wait for a message. */
	public synchronized int waitingReads() {
		return readers.count();
	}

	/** Whether applications send to it: what becomes of messages there follows from what they ask for. */
	boolean isDestination() {
		return kind() == QueueKind.PUBLIC || kind() == QueueKind.PRIVATE || kind() == QueueKind.SUBQUEUE;
	}

	boolean isDeleted() {
		return deleted;
	}

	StoredQueue stored() {
		return stored;
	}

	Positions positions() {
		return positions;
	}

	Readers readers() {
		return readers;
	}

	Expirations expirations() {
		return expirations;
	}

	Vacancy vacancy() {
		return vacancy;
	}

	/** Opens it for this process. */
	public OpenQueue open(boolean receive, boolean exclusive) throws MqException {
		return open(receive ? Access.RECEIVE : Access.PEEK, exclusive, QueueClient.OWN);
	}

	/**
	 * Opens it; rules of sharing in [MS-MQDMPR] 3.1.7.1.5.
	 *
	 * @param exclusive
	 *            nobody else may receive meanwhile
	 * @throws MqException
	 *             MQ_ERROR_ACCESS_DENIED, MQ_ERROR_SHARING_VIOLATION, MQ_ERROR_QUEUE_NOT_FOUND if it is being deleted
	 */
	public OpenQueue open(Access access, boolean exclusive, QueueClient client) throws MqException {
		if (client != QueueClient.OWN) {
			environment.access().check(client, this, access.rights(this));
		}
		synchronized (this) {
			if (deleted) {
				throw new MqException(MqStatus.QUEUE_NOT_FOUND, name() + " is being deleted");
			}
			return handles.open(access, exclusive, client);
		}
	}

	/** Who has it open, each as often as that. */
	public synchronized List<QueueClient> clients() {
		return handles.all().stream().map(OpenQueue::client).toList();
	}

	synchronized List<OpenQueue> opened() {
		return handles.all();
	}

	void closed(OpenQueue open) {
		synchronized (this) {
			handles.closed(open);
		}
		vacancy.look();
	}

	/**
	 * Adds a message behind all of its priority.
	 *
	 * @return completes when it is in the queue, a recoverable one on disk; fails with an {@link MqException} at a quota or
	 *         a {@link StoreException}
	 */
	public CompletionStage<Void> append(int priority, StoredMessage message) {
		return intake.add(priority, List.of(message), List.of());
	}

	/** As {@link #append}, with other changes in the same, forced one of the store. */
	public CompletionStage<Void> enqueue(int priority, StoredMessage message, List<StoreChange> together) {
		return intake.add(priority, List.of(message), together);
	}

	/** Likewise with several messages, one behind the other; all of them or none. */
	public CompletionStage<Void> enqueue(int priority, List<StoredMessage> messages, List<StoreChange> together) {
		return intake.add(priority, messages, together);
	}

	/** Whether so many bytes more are beyond the quota of this queue itself. */
	public boolean isBeyondQuota(int size) throws StoreException {
		return intake.isBeyondQuota(size);
	}

	/**
	 * The arrival of a message as part of a larger change: to be applied by the store, and then to be run. Not for who has
	 * a monitor.
	 *
	 * @throws MqException
	 *             at a quota, or if the queue is being deleted
	 */
	public Courier.Consequence arrival(int priority, StoredMessage message) throws MqException, StoreException {
		return intake.arrival(priority, message);
	}

	/** A message can be read from now on. */
	void available(long lookupId) {
		readers.available(lookupId);
	}

	/** A message has left, or could not. */
	void gone(long lookupId, Throwable failure) {
		synchronized (this) {
			positions.forget(lookupId);
		}
		if (failure != null) {
			available(lookupId);
		}
		vacancy.look();
	}

	/** Marks it as deleted if it is empty and nobody needs it. */
	synchronized boolean retire() throws StoreException {
		if (deleted || !handles.isEmpty() || vacancy.isExpecting() || stored.count() != 0) {
			return false;
		}
		deleted = true;
		deleted = intake.arriving() == 0;
		return deleted;
	}

	/** Nobody can open it from now on; handles are stale, reads that wait fail, nothing is locked. */
	void delete() {
		List<Operation> operations;
		synchronized (this) {
			deleted = true;
			readers.failAll(new MqException(MqStatus.QUEUE_DELETED, name() + " was deleted"));
			operations = positions.release();
		}
		operations.forEach(operation -> operation.transaction().remove(operation));
	}
}
