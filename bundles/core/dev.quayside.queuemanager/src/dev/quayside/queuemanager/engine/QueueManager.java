package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreException;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The queues of a queue manager ([MS-MQDMPR] 3.1.1.1), without any protocol. Safe for use by several threads. */
public final class QueueManager implements AutoCloseable {

	/** Numbers below are for the system's own private queues. */
	private static final int FIRST_NUMBER = 16;

	private final MessageStore store;
	private final Environment environment;
	private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
		Thread thread = new Thread(task, "queue-timers");
		thread.setDaemon(true);
		return thread;
	});
	private final Map<Integer, Queue> queues = new ConcurrentHashMap<>();
	private final Map<String, Queue> byPath = new ConcurrentHashMap<>();

	/**
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
		store.queues().forEach((number, map) -> add(number, QueueAttributes.of(map)).resume(map));
	}

	private Queue add(int number, QueueAttributes attributes) {
		Queue queue = new Queue(number, attributes, store.queue(number), environment);
		queues.put(number, queue);
		byPath.put(queue.path().key(), queue);
		return queue;
	}

	public UUID id() {
		return store.queueManagerId();
	}

	public MessageStore store() {
		return store;
	}

	Allowance allowance() {
		return environment.allowance();
	}

	/** Timers that run. */
	int scheduled() {
		return timers.getQueue().size();
	}

	/** All queues, by name. */
	public List<Queue> queues() {
		return queues.values().stream()
				.sorted(Comparator.comparing(queue -> queue.attributes().name(), String.CASE_INSENSITIVE_ORDER))
				.toList();
	}

	/**
	 * Makes a private queue.
	 *
	 * @throws MqException
	 *             MQ_ERROR_QUEUE_EXISTS
	 */
	public synchronized Queue create(QueueAttributes attributes) throws MqException, StoreException {
		if (find(QueuePath.privateQueue(attributes.name())).isPresent()) {
			throw new MqException(MqStatus.QUEUE_EXISTS, "Cannot create private$\\" + attributes.name());
		}
		int number = queues.keySet().stream().max(Comparator.naturalOrder()).orElse(FIRST_NUMBER - 1) + 1;
		store.putQueue(number, attributes.toMap());
		return add(number, attributes);
	}

	/** The queue with this path; names are case-insensitive. */
	public Optional<Queue> find(QueuePath path) {
		return Optional.ofNullable(byPath.get(path.key()));
	}

	/**
	 * The queue that a format name means here. The computer of a direct name is not looked at: whoever asks has found the
	 * way to this queue manager by it, and a queue manager behind an alias, a tunnel or a container's address cannot know
	 * all names that lead to it.
	 */
	public Optional<Queue> find(FormatName name) {
		if (name instanceof FormatName.Direct direct) {
			return find(direct.path());
		}
		if (name instanceof FormatName.PrivateQueue queue && queue.queueManager().equals(id()) && !queue.journal()) {
			return Optional.ofNullable(queues.get(queue.number()));
		}
		return Optional.empty();
	}

	/** Stops the timers; the store stays open. */
	@Override
	public void close() {
		timers.shutdownNow();
	}
}
