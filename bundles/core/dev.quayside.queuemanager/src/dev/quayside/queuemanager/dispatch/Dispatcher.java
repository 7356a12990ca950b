package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.queuemanager.delivery.Acknowledger;
import dev.quayside.queuemanager.delivery.QueueOutbox;
import dev.quayside.queuemanager.delivery.StoredPackets;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueKind;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.services.Transfers;
import dev.quayside.queuemanager.store.StoreException;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends the messages of the outgoing queues to other queue managers ([MS-MQQB] 3.1.7). Safe for use by several threads; no
 * method waits for the network.
 */
public final class Dispatcher implements QueueOutbox.Directory, AutoCloseable {

	private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

	private final QueueManager manager;
	private final Peers peers;
	private final Destinations destinations;
	private final OutgoingRecords records;
	private final DispatchOptions options;
	private final Clock clock;
	private final Map<Integer, LinkRunner> runners = new ConcurrentHashMap<>();
	private final ScheduledExecutorService ticks = Executors
			.newSingleThreadScheduledExecutor(task -> daemon(task, "dispatch-timer"));
	private final SendThreads workers = new SendThreads(Destinations.MAX_OUTGOING);
	private final Connectors connectors = new Connectors();
	private final SequenceIds sequenceIds = new SequenceIds();
	private final Map<Integer, Integer> idleTicks = new ConcurrentHashMap<>();
	private volatile Environment environment;
	private volatile boolean online;

	/** What is there only when everything is started. */
	private record Environment(Acknowledger acknowledger, MessageSink sink,
			Function<UUID, Optional<TransferSession>> sessions) {}

	public Dispatcher(QueueManager manager, Peers peers, DispatchOptions options, Clock clock) throws StoreException {
		this.manager = manager;
		this.peers = peers;
		this.destinations = new Destinations(manager, peers);
		this.records = new OutgoingRecords(manager, sequenceIds);
		this.options = options;
		this.clock = clock;
		this.online = !records.isOffline();
	}

	private static Thread daemon(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Goes on with what an earlier run has left; outgoing queues without messages are forgotten.
	 *
	 * @param sink
	 *            takes what comes on sessions that are opened here
	 * @param sessions
	 *            that others have opened, by their GUID
	 */
	public void start(Acknowledger acknowledger, MessageSink sink, Function<UUID, Optional<TransferSession>> sessions)
			throws StoreException {
		environment = new Environment(acknowledger, sink, sessions);
		records.loadIds();
		records.forgetLeftovers();
		List<LinkRunner> all = new ArrayList<>();
		for (Queue queue : manager.queues(QueueKind.OUTGOING)) {
			if (records.isPaused(queue) || !records.forget(queue)) {
				all.add(runner(queue));
			}
		}
		all.forEach(LinkRunner::wake);
		long tick = options.tick().toMillis();
		ticks.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
	}

	private synchronized LinkRunner runner(Queue queue) throws StoreException {
		LinkRunner runner = runners.get(queue.number());
		if (runner == null) {
			runner = new LinkRunner(workers, this::isOnline);
			runners.put(queue.number(), runner.use(link(queue, runner::wake)));
		}
		return runner;
	}

	private OutgoingLink link(Queue queue, Runnable wake) throws StoreException {
		Environment now = environment;
		Connection connection = new Connection(
				host -> TransferSession.connect(peers.address(host), peers.port(host), manager.id(),
						options.session(), now.sink()),
				connectors, now.sessions(), options);
		Sequencing sequencing = Sequencing.of(queue.number(), records.sequence(queue),
				() -> sequenceIds.next(clock.instant().getEpochSecond()), options.resends());
		OutgoingMessages messages = new OutgoingMessages(queue, manager.store(),
				new Departing(manager, now.acknowledger()), sequencing, clock, wake);
		OutgoingLink link = new OutgoingLink(queue, connection, messages, clock, workers, wake);
		link.setPaused(records.isPaused(queue));
		return link;
	}

	private void tick() {
		for (Queue queue : present()) {
			LinkRunner runner = runners.get(queue.number());
			try {
				if (runner != null && runner.link().tick(online)) {
					runner.wake();
				}
				forgetIdle(queue, runner);
			} catch (StoreException | RuntimeException e) {
				LOG.log(System.Logger.Level.WARNING, "An outgoing queue cannot be looked at: " + e.getMessage());
			}
		}
	}

	/** The outgoing queues; what was kept of others goes, for who still had one of those may have asked for it again. */
	private synchronized List<Queue> present() {
		List<Queue> queues = manager.queues(QueueKind.OUTGOING);
		Set<Integer> numbers = queues.stream().map(Queue::number).collect(Collectors.toSet());
		runners.values().stream().filter(runner -> !numbers.contains(runner.link().queue().number()))
				.forEach(runner -> runner.link().run(false));
		runners.keySet().retainAll(numbers);
		idleTicks.keySet().retainAll(numbers);
		return queues;
	}

	/** For how many queues something is kept. */
	int links() {
		return runners.size();
	}

	/** What was empty for long without a session goes, so that others have room. */
	private synchronized void forgetIdle(Queue queue, LinkRunner runnerOrNull) throws StoreException {
		boolean isIdle = queue.count() == 0 && !records.isPaused(queue)
				&& (runnerOrNull == null || runnerOrNull.link().isIdle());
		if (!isIdle) {
			idleTicks.remove(queue.number());
		} else if (idleTicks.merge(queue.number(), 1, Integer::sum) >= options.idleTicks()) {
			idleTicks.remove(queue.number());
			if (records.forget(queue)) {
				runners.remove(queue.number());
			}
		}
	}

	@Override
	public Optional<Queue> find(FormatName name) throws MqException, StoreException {
		return destinations.find(name, Destinations.MAX_FOR_ACKNOWLEDGEMENTS);
	}

	@Override
	public void arrived(Queue queue) {
		if (queue.kind() == QueueKind.OUTGOING) {
			try {
				workers.execute(() -> wake(queue));
			} catch (RejectedExecutionException e) {
				LOG.log(System.Logger.Level.DEBUG, "Everything stops", e);
			}
		}
	}

	private void wake(Queue queue) {
		try {
			runner(queue).wake();
		} catch (StoreException e) {
			LOG.log(System.Logger.Level.WARNING, () -> "Cannot send to " + queue.name() + ": " + e.getMessage());
		}
	}

	/**
	 * Sends a message of this queue manager; a transactional one in the sequence of its destination.
	 *
	 * @return completes when it is on its way, on disk if it is recoverable; fails with an {@link MqException} or a
	 *         {@link StoreException}
	 * @throws MqException
	 *             MQ_ERROR_QUEUE_NOT_FOUND if there is no way
	 */
	public CompletionStage<Void> send(FormatName name, MessagePacket message) throws MqException, StoreException {
		Optional<Queue> queue = destinations.find(name, Destinations.MAX_OUTGOING);
		try {
			return send(queue, name, message);
		} catch (MqException e) {
			// an outgoing queue may have been forgotten meanwhile
			Optional<Queue> other = destinations.find(name, Destinations.MAX_OUTGOING);
			if (other.equals(queue)) {
				throw e;
			}
			return send(other, name, message);
		}
	}

	private CompletionStage<Void> send(Optional<Queue> found, FormatName name, MessagePacket message)
			throws MqException, StoreException {
		Queue queue = found.orElseThrow(() -> new MqException(MqStatus.QUEUE_NOT_FOUND, name.text()));
		if (queue.kind() == QueueKind.OUTGOING && message.transaction().isPresent()) {
			return runner(queue).link().messages().add(message);
		}
		Consequence arrival = queue.arrival(message.base().priority(),
				StoredPackets.of(message, clock.instant().getEpochSecond()));
		return manager.store().apply(arrival.changes(), message.user().isRecoverable()).thenRun(() -> {
			arrival.afterwards().run();
			arrived(queue);
		});
	}

	/**
	 * Somebody acknowledges a transactional message.
	 *
	 * @param peer
	 *            the queue manager at the other end of the session on which it came
	 */
	public void take(TransactionAck ack, UUID peer) {
		for (LinkRunner runner : runners.values()) {
			try {
				runner.link().take(ack, peer);
			} catch (StoreException e) {
				LOG.log(System.Logger.Level.WARNING, "An acknowledgement was not taken: " + e.getMessage());
			}
		}
	}

	public boolean isOnline() {
		return online;
	}

	/** Brings everything online, or takes it offline; completes when that is on disk. */
	public CompletionStage<Void> setOnline(boolean isOnline) {
		online = isOnline;
		for (LinkRunner runner : runners.values()) {
			if (!isOnline) {
				runner.link().hangUp();
			}
			runner.wake();
		}
		return records.setOffline(!isOnline);
	}

	/** Pauses an outgoing queue, or lets it go on; completes when that is on disk. */
	public CompletionStage<Void> setPaused(Queue queue, boolean paused) throws StoreException {
		LinkRunner runner = runner(queue);
		runner.link().setPaused(paused);
		runner.wake();
		return records.setPaused(queue, paused);
	}

	/** Sends the transactional messages of an outgoing queue again. */
	public void resend(Queue queue) throws StoreException {
		LinkRunner runner = runner(queue);
		runner.link().resend();
		runner.wake();
	}

	public Transfers.Outgoing describe(Queue queue) throws StoreException {
		return runner(queue).link().describe(online);
	}

	/** Stops to send; what is not acknowledged stays. */
	@Override
	public void close() {
		ticks.shutdownNow();
		online = false;
		workers.close();
		connectors.close();
		runners.values().forEach(runner -> runner.link().run(false));
	}
}
