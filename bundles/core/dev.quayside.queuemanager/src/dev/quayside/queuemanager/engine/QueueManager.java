package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreException;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;

/** The queues of a queue manager ([MS-MQDMPR] 3.1.1.1), without any protocol. Safe for use by several threads. */
public final class QueueManager implements AutoCloseable {

	private static final int CREATE_QUEUE = 4;
	private static final int DELETE_QUEUE = 0x10000;
	private static final int SET_PROPERTIES = 0x10;

	private final MessageStore store;
	private final Environment environment;
	private final Catalog catalog;
	private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
		Thread thread = new Thread(task, "queue-timers");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * Goes on where an earlier run has ended; units of work that were not decided then are rolled back.
	 *
	 * @param executor
	 *            runs what must not hold up the store
	 * @param pendingTimeout
	 *            after which a receive that was not ended gives its message back
	 */
	public QueueManager(MessageStore store, Executor executor, Clock clock, Duration pendingTimeout)
			throws StoreException {
		this.store = store;
		timers.setRemoveOnCancelPolicy(true);
		this.environment = new Environment(store, timers, executor, clock, pendingTimeout);
		this.catalog = new Catalog(environment);
		environment.use(catalog, new MachineQuota(store, catalog::bytes));
		catalog.load();
	}

	public UUID id() {
		return store.queueManagerId();
	}

	public MessageStore store() {
		return store;
	}

	/** From now on this says what follows when messages leave; deletions that an earlier run began go on. */
	public void use(Courier courier) {
		environment.use(courier);
		environment.executor().execute(this::finishDeletions);
	}

	/** From now on this says who may do what. */
	public void use(AccessControl access) {
		environment.use(access);
	}

	Allowance allowance() {
		return environment.allowance();
	}

	/** Timers that run. */
	int scheduled() {
		return timers.getQueue().size();
	}

	public Transactions transactions() {
		return environment.transactions();
	}

	/** All public and private queues, by name. */
	public List<Queue> queues() {
		return catalog.ofKinds(QueueKind.PUBLIC, QueueKind.PRIVATE);
	}

	/** All of a kind, by name. */
	public List<Queue> queues(QueueKind kind) {
		return catalog.ofKinds(kind);
	}

	public Queue systemQueue(SystemQueue queue) {
		return catalog.system(queue);
	}

	/** Makes a queue for this process. */
	public Queue create(QueueAttributes attributes) throws MqException, StoreException {
		return create(attributes, QueueClient.OWN);
	}

	/**
	 * Makes a private or public queue; on disk when it returns ([MS-MQDMPR] 3.1.7.1.3).
	 *
	 * @throws MqException
	 *             MQ_ERROR_QUEUE_EXISTS, MQ_ERROR_ILLEGAL_QUEUE_PATHNAME, MQ_ERROR_ILLEGAL_PROPERTY_VALUE,
	 *             MQ_ERROR_ACCESS_DENIED
	 */
	public Queue create(QueueAttributes attributes, QueueClient client) throws MqException, StoreException {
		if (attributes.kind() != QueueKind.PRIVATE && attributes.kind() != QueueKind.PUBLIC) {
			throw new MqException(MqStatus.ILLEGAL_QUEUE_PATHNAME,
					"Cannot create a queue of kind " + attributes.kind());
		}
		if (client != QueueClient.OWN) {
			environment.access().checkMachine(client, CREATE_QUEUE);
		}
		return catalog.create(attributes);
	}

	/** Deletes a queue for this process. */
	public void delete(Queue queue) throws MqException, StoreException {
		delete(queue, QueueClient.OWN);
	}

	/**
	 * Deletes a public, private or outgoing queue with its messages, its journal and its subqueues; gone from the disk when
	 * it returns ([MS-MQDMPR] 3.1.7.1.4). Handles are stale then. Not for who has a monitor.
	 *
	 * @throws StoreException
	 *             if the queue stays, or if it is gone for good and what is left of it goes at the next start
	 * @throws MqException
	 *             MQ_ERROR_UNSUPPORTED_FORMATNAME_OPERATION for other kinds, MQ_ERROR_ACCESS_DENIED,
	 *             MQ_ERROR_QUEUE_NOT_FOUND if it is deleted already
	 */
	public void delete(Queue queue, QueueClient client) throws MqException, StoreException {
		boolean hasParts = queue.kind() == QueueKind.PUBLIC || queue.kind() == QueueKind.PRIVATE;
		if (!hasParts && queue.kind() != QueueKind.OUTGOING) {
			throw new MqException(MqStatus.UNSUPPORTED_FORMATNAME_OPERATION, queue.name() + " cannot be deleted");
		}
		if (client != QueueClient.OWN) {
			environment.access().check(client, queue, DELETE_QUEUE);
		}
		remove(catalog.detach(queue));
	}

	/** Of queues that nobody finds any more; the one that the others are parts of is the last. */
	private void remove(List<Queue> family) throws StoreException {
		family.forEach(Queue::delete);
		for (Queue member : family) {
			Stages.await(environment.departures().empty(member, MessageClass.NACK_Q_DELETED));
			catalog.remove(member);
		}
		catalog.forget(family.get(family.size() - 1));
	}

	private void finishDeletions() {
		for (List<Queue> family : catalog.unfinished()) {
			try {
				remove(family);
			} catch (StoreException e) {
				System.getLogger(QueueManager.class.getName()).log(System.Logger.Level.WARNING,
						"What is left of a deleted queue goes at the next start: " + e.getMessage());
			}
		}
	}

	/** Changes a queue for this process. */
	public void change(Queue queue, QueueAttributes.Settings settings) throws MqException, StoreException {
		change(queue, settings, QueueClient.OWN, SET_PROPERTIES);
	}

	/**
	 * Changes the settings of a private or public queue; on disk when it returns.
	 *
	 * @param rights
	 *            that it takes: mask of [MS-MQMQ] 2.2.24
	 * @throws MqException
	 *             MQ_ERROR_ILLEGAL_PROPERTY_VALUE, MQ_ERROR_ACCESS_DENIED, MQ_ERROR_PROPERTY_NOTALLOWED for other kinds
	 */
	public void change(Queue queue, QueueAttributes.Settings settings, QueueClient client, int rights)
			throws MqException, StoreException {
		if (queue.kind() != QueueKind.PRIVATE && queue.kind() != QueueKind.PUBLIC) {
			throw new MqException(MqStatus.PROPERTY_NOTALLOWED, queue.name() + " has no settings");
		}
		if (client != QueueClient.OWN) {
			environment.access().check(client, queue, rights);
		}
		catalog.change(queue, settings);
	}

	/** Kilobytes that all queues may use together; {@link QueueAttributes#UNLIMITED}. */
	public long quota() {
		return environment.quota().kilobytes();
	}

	/** Kilobytes that all journals may use together; {@link QueueAttributes#UNLIMITED}. */
	public long journalQuota() {
		return environment.quota().journalKilobytes();
	}

	/**
	 * Sets the quotas of the queue manager; on disk when it returns.
	 *
	 * @throws MqException
	 *             MQ_ERROR_ILLEGAL_PROPERTY_VALUE
	 */
	public void quotas(long kilobytes, long journalKilobytes) throws MqException, StoreException {
		if (Math.min(kilobytes, journalKilobytes) < 0
				|| Math.max(kilobytes, journalKilobytes) > QueueAttributes.UNLIMITED) {
			throw new MqException(MqStatus.ILLEGAL_PROPERTY_VALUE,
					"Quotas of " + kilobytes + " and " + journalKilobytes + " KB");
		}
		environment.quota().set(kilobytes, journalKilobytes);
	}

	/** The queue of any kind with this path; names are case-insensitive. */
	public Optional<Queue> find(QueuePath path) {
		return catalog.find(path);
	}

	/**
	 * The queue of any kind that a format name means here. The computer of a direct name is not looked at: whoever asks has
	 * found the way to this queue manager by it, and a queue manager behind an alias, a tunnel or a container's address
	 * cannot know all names that lead to it.
	 */
	public Optional<Queue> find(FormatName name) {
		return catalog.find(name);
	}

	/**
	 * Opens the queue that a format name means here, as the target of moves; a subqueue is made where it is missing.
	 *
	 * @throws MqException
	 *             MQ_ERROR_QUEUE_NOT_FOUND, MQ_ERROR_ACCESS_DENIED, MQ_ERROR_INSUFFICIENT_RESOURCES
	 */
	public OpenQueue openForMove(FormatName name, QueueClient client) throws MqException, StoreException {
		if (name instanceof FormatName.Direct direct && direct.path() instanceof QueuePath.Application path
				&& path.subqueue().isPresent()) {
			return catalog.openSubqueue(path, client);
		}
		return find(name).orElseThrow(() -> new MqException(MqStatus.QUEUE_NOT_FOUND, name.text()))
				.open(Access.MOVE, false, client);
	}

	/**
	 * The container for messages to a destination elsewhere.
	 *
	 * @param create
	 *            to make it where it is missing
	 */
	public Optional<Queue> outgoing(FormatName destination, boolean create) throws MqException, StoreException {
		return catalog.outgoing(destination, create);
	}

	/**
	 * Forgets an outgoing queue that is empty and that nobody has open; gone from the disk when it returns.
	 *
	 * @return false if it stays
	 */
	public boolean retire(Queue outgoing) throws StoreException {
		return catalog.retire(outgoing);
	}

	/** All that is open, in the order in which it was opened. */
	public List<OpenQueueInfo> openQueues() {
		return opened().map(OpenQueue::info).toList();
	}

	/** The one with the id of an {@link OpenQueueInfo}; empty: it was closed meanwhile. */
	public Optional<OpenQueue> openQueue(long id) {
		return opened().filter(open -> open.id() == id).findAny();
	}

	private Stream<OpenQueue> opened() {
		return catalog.all().stream().flatMap(queue -> queue.opened().stream())
				.sorted(Comparator.comparingLong(OpenQueue::id));
	}

	/** Stops the timers; the store stays open. */
	@Override
	public void close() {
		timers.shutdownNow();
	}
}
