package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionAck.OrderAck;
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
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Sends the messages of the outgoing queues to other queue managers ([MS-MQQB] 3.1.7). Safe for use by several threads; no
 * method waits for the network.
 */
public final class Dispatcher implements QueueOutbox.Directory, AutoCloseable {

	private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
	/** Whoever asks for acknowledgements to ever new names must not fill the disk with queues. */
	private static final int MAX_OUTGOING = 1000;
	private static final int THREADS = 8;
	/** Names of the tables of the store: outgoing queues that are paused, and whether everything is. */
	private static final String PAUSED = "paused-queues";
	private static final String OFFLINE = "offline";

	private final QueueManager manager;
	private final Peers peers;
	private final DispatchOptions options;
	private final Clock clock;
	private final Map<Integer, Runner> runners = new ConcurrentHashMap<>();
	private final ScheduledExecutorService ticks = Executors
			.newSingleThreadScheduledExecutor(task -> daemon(task, "dispatch-timer"));
	private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "dispatch"));
	private volatile Environment environment;
	private volatile boolean online;

	/** What is there only when everything is started. */
	private record Environment(Acknowledger acknowledger, MessageSink sink,
			Function<UUID, Optional<TransferSession>> sessions) {}

	/** Lets a link run in one thread at a time, and again if it was woken meanwhile. */
	private final class Runner implements Runnable {

		private final OutgoingLink link;
		private final AtomicInteger wanted = new AtomicInteger();

		Runner(Queue queue, byte[] sequence, boolean paused) throws StoreException {
			Environment now = environment;
			Connection connection = new Connection(
					host -> TransferSession.connect(peers.address(host), peers.port(host),
							manager.id(), options.session(), now.sink()),
					now.sessions(), options);
			long seconds = clock.instant().getEpochSecond();
			link = new OutgoingLink(queue, manager.store(), connection, new Departing(manager, now.acknowledger()),
					Sequencing.of(queue.number(), sequence, seconds, options.resends()), clock, this::wake);
			link.setPaused(paused);
		}

		void wake() {
			if (wanted.getAndIncrement() == 0) {
				try {
					workers.execute(this);
				} catch (RejectedExecutionException e) {
					LOG.log(System.Logger.Level.DEBUG, "Everything stops", e);
				}
			}
		}

		@Override
		public void run() {
			int seen = wanted.get();
			try {
				link.run(online);
			} catch (RuntimeException e) {
				LOG.log(System.Logger.Level.ERROR, "An outgoing queue could not be sent", e);
			}
			if (wanted.addAndGet(-seen) != 0) {
				workers.execute(this);
			}
		}
	}

	public Dispatcher(QueueManager manager, Peers peers, DispatchOptions options, Clock clock) throws StoreException {
		this.manager = manager;
		this.peers = peers;
		this.options = options;
		this.clock = clock;
		this.online = manager.store().table(OFFLINE).isEmpty();
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
		for (Queue queue : manager.queues(QueueKind.OUTGOING)) {
			if (queue.count() == 0 && !isPaused(queue)) {
				forget(queue);
			} else {
				runner(queue).wake();
			}
		}
		long tick = options.tick().toMillis();
		ticks.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
	}

	private void forget(Queue queue) throws StoreException {
		try {
			// another queue may get the number; changes are made in this order, and deleting waits for the disk
			manager.store().apply(List.of(new StoreChange.Remove(Sequencing.TABLE, key(queue)),
					new StoreChange.Remove(PAUSED, key(queue))), false);
			manager.delete(queue);
		} catch (MqException e) {
			LOG.log(System.Logger.Level.DEBUG, () -> "An outgoing queue stays: " + e.getMessage());
		}
	}

	private boolean isPaused(Queue queue) throws StoreException {
		return manager.store().table(PAUSED).containsKey(key(queue));
	}

	private static String key(Queue queue) {
		return Integer.toString(queue.number());
	}

	private synchronized Runner runner(Queue queue) throws StoreException {
		Runner runner = runners.get(queue.number());
		if (runner == null) {
			runner = new Runner(queue, manager.store().table(Sequencing.TABLE).get(key(queue)), isPaused(queue));
			runners.put(queue.number(), runner);
		}
		return runner;
	}

	private void tick() {
		for (Runner runner : runners.values()) {
			try {
				if (runner.link.tick(online)) {
					runner.wake();
				}
			} catch (StoreException | RuntimeException e) {
				LOG.log(System.Logger.Level.WARNING, "An outgoing queue cannot be looked at: " + e.getMessage());
			}
		}
	}

	@Override
	public Optional<Queue> find(FormatName name) throws MqException, StoreException {
		if (name instanceof FormatName.Direct direct) {
			boolean binary = direct.protocol() == FormatName.Direct.Protocol.OS
					|| direct.protocol() == FormatName.Direct.Protocol.TCP;
			return !binary ? Optional.empty() : peers.isHere(direct.host()) ? here(name) : outgoing(name);
		}
		if (name instanceof FormatName.PrivateQueue queue && !queue.queueManager().equals(manager.id())) {
			return outgoing(name);
		}
		return here(name);
	}

	private Optional<Queue> here(FormatName name) {
		return manager.find(name).filter(queue -> queue.kind().isDestination());
	}

	private Optional<Queue> outgoing(FormatName name) throws MqException, StoreException {
		Optional<Queue> existing = manager.outgoing(name, false);
		if (existing.isPresent()) {
			return existing;
		}
		if (manager.queues(QueueKind.OUTGOING).size() >= MAX_OUTGOING) {
			LOG.log(System.Logger.Level.WARNING, () -> "No outgoing queue for " + name.text() + ": there are "
					+ MAX_OUTGOING + " already");
			return Optional.empty();
		}
		return manager.outgoing(name, true);
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
		Queue queue = find(name).orElseThrow(() -> new MqException(MqStatus.QUEUE_NOT_FOUND, name.text()));
		if (queue.kind() == QueueKind.OUTGOING && message.transaction().isPresent()) {
			return runner(queue).link.add(message);
		}
		Consequence arrival = queue.arrival(message.base().priority(),
				StoredPackets.of(message, clock.instant().getEpochSecond()));
		return manager.store().apply(arrival.changes(), message.user().isRecoverable()).thenRun(() -> {
			arrival.afterwards().run();
			arrived(queue);
		});
	}

	/** Somebody acknowledges a transactional message. */
	public void take(TransactionAck ack) {
		for (Runner runner : runners.values()) {
			try {
				if (ack instanceof OrderAck order) {
					runner.link.take(order);
				} else {
					runner.link.take((FinalAck) ack);
				}
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
		runners.values().forEach(Runner::wake);
		return keep(OFFLINE, OFFLINE, !isOnline);
	}

	/** Pauses an outgoing queue, or lets it go on; completes when that is on disk. */
	public CompletionStage<Void> setPaused(Queue queue, boolean paused) throws StoreException {
		Runner runner = runner(queue);
		runner.link.setPaused(paused);
		runner.wake();
		return keep(PAUSED, key(queue), paused);
	}

	private CompletionStage<Void> keep(String table, String key, boolean set) {
		return manager.store().apply(List.of(set
				? new StoreChange.Put(table, key, new byte[]{ 1 })
				: new StoreChange.Remove(table, key)), true);
	}

	/** Sends the transactional messages of an outgoing queue again. */
	public void resend(Queue queue) throws StoreException {
		Runner runner = runner(queue);
		runner.link.resend();
		runner.wake();
	}

	public Transfers.Outgoing describe(Queue queue) throws StoreException {
		return runner(queue).link.describe(online);
	}

	/** Stops to send; what is not acknowledged stays. */
	@Override
	public void close() {
		ticks.shutdownNow();
		online = false;
		workers.shutdown();
		runners.values().forEach(runner -> runner.link.run(false));
	}
}
