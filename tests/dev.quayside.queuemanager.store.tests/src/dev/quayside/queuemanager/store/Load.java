package dev.quayside.queuemanager.store;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.queuemanager.engine.Access;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.services.Messages;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Eight senders and four receivers on the engine of a queue manager: plain messages, transactional ones with the counter of
 * their sender, receives, moves to a subqueue and back, units of work with receives, moves and rejects, some of them rolled
 * back. Each says before what it is about to do, and afterwards that it is done ({@link LoadLog}).
 */
final class Load implements AutoCloseable {

	static final int SENDERS = 8;
	static final String COUNTERS = "counters";
	static final String PLAIN = "private$\\orders";
	static final String TRANSACTIONAL = "private$\\work";
	static final String LATER = PLAIN + ";later";
	static final String POISON = TRANSACTIONAL + ";poison";

	private static final int MAX_WAITING = 400;
	private static final int LARGE = 20_000;

	private final MessageStore store;
	private final QueueManager manager;
	private final ExecutorService executor = Executors.newFixedThreadPool(2);
	private final Queue plain;
	private final Queue transactional;
	private final long round;
	private final int messages;
	private final Consumer<String> log;
	private final AtomicInteger sending = new AtomicInteger(SENDERS);
	private final AtomicReference<Exception> failure = new AtomicReference<>();
	private volatile boolean stopped;

	/**
	 * @param round
	 *            rises
	 * @param messages
	 *            of each sender
	 * @param log
	 *            gets the lines, one at a time
	 */
	Load(MessageStore store, long round, int messages, Consumer<String> log) throws MqException, StoreException {
		this.store = store;
		this.round = round;
		this.messages = messages;
		this.log = log;
		this.manager = new QueueManager(store, executor, Clock.systemUTC(), Duration.ofMinutes(5));
		this.plain = queue(PLAIN, false);
		this.transactional = queue(TRANSACTIONAL, true);
	}

	private Queue queue(String path, boolean isTransactional) throws MqException, StoreException {
		Optional<Queue> found = manager.find(QueuePath.parse(path));
		return found.isPresent()
				? found.get()
				: manager.create(QueueAttributes.named(path.substring(path.indexOf('\\') + 1))
						.withTransactional(isTransactional));
	}

	QueueManager manager() {
		return manager;
	}

	/** Work that may fail, for instance because the disk has gone. */
	private interface Work {

		void run() throws MqException, StoreException;
	}

	/** Runs until the senders have ended and the receivers find nothing more. */
	void run() throws MqException, InterruptedException {
		List<Thread> threads = new ArrayList<>();
		for (int sender = 0; sender < SENDERS; sender++) {
			int own = sender;
			threads.add(start(() -> send(own)));
		}
		threads.add(start(this::receive));
		threads.add(start(this::move));
		for (int worker = 0; worker < 2; worker++) {
			SplittableRandom random = new SplittableRandom(round * 10 + worker);
			String name = "w" + round + "." + worker;
			threads.add(start(() -> {
				try (LoadWorker own = new LoadWorker(this, transactional, name, random)) {
					own.run();
				}
			}));
		}
		for (Thread thread : threads) {
			thread.join();
		}
		if (failure.get() != null) {
			throw new AssertionError("The load has failed", failure.get());
		}
	}

	private Thread start(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			} catch (MqException | StoreException | CompletionException e) {
				failed(e);
			}
		});
		thread.start();
		return thread;
	}

	/** The disk has gone: what was not said to be done may not be. Anything else should not happen. */
	private void failed(Exception e) {
		stopped = true;
		Throwable cause = e instanceof CompletionException ? e.getCause() : e;
		boolean isDisk = cause instanceof StoreException
				|| cause instanceof MqException refused && refused.status().equals(MqStatus.SERVICE_NOT_AVAILABLE);
		if (!isDisk) {
			failure.compareAndSet(null, e);
		}
	}

	void say(String line) {
		synchronized (log) {
			log.accept(line);
		}
	}

	private void send(int sender) throws StoreException {
		try {
			for (int number = 1; number <= messages && !stopped; number++) {
				while (!stopped && manager.queues().stream().anyMatch(Load::isFull)) {
					LockSupport.parkNanos(1_000_000);
				}
				String id = LoadLog.id(round, sender, number);
				say("S " + id);
				send(sender, id);
				say("A " + id);
			}
		} finally {
			sending.decrementAndGet();
		}
	}

	private static boolean isFull(Queue queue) {
		try {
			return queue.count() > MAX_WAITING;
		} catch (StoreException e) {
			return false;
		}
	}

	private void send(int sender, String id) {
		byte[] body = new byte[id.hashCode() % 10 == 0 ? LARGE : 300];
		if (sender % 2 == 0) {
			StoredMessage message = Messages.stored(id, builder -> builder.recoverable().body(0, body));
			plain.append(sender / 2, message).toCompletableFuture().join();
			return;
		}
		TransactionHeader header = new TransactionHeader(TransactionHeader.flags(1, true, true), 1L << 32, 1, 0,
				Optional.empty());
		StoredMessage message = Messages.stored(id,
				(MessageBuilder builder) -> builder.recoverable().transaction(header).body(0, body));
		StoreChange counter = new StoreChange.Put(COUNTERS, Integer.toString(sender),
				id.getBytes(StandardCharsets.US_ASCII));
		transactional.enqueue(0, message, List.of(counter)).toCompletableFuture().join();
	}

	/** Whether a receiver that has found nothing should go on. */
	boolean isGoingOn() {
		return sending.get() > 0 && !stopped;
	}

	OpenQueue openForMove(String path) throws MqException, StoreException {
		return manager.openForMove(FormatName.direct("localhost", QueuePath.parse(path)), QueueClient.OWN);
	}

	Queue find(String path) {
		return manager.find(QueuePath.parse(path)).orElseThrow();
	}

	private void receive() throws MqException, StoreException {
		try (LoadReader reader = new LoadReader(plain.open(Access.RECEIVE, false, QueueClient.OWN))) {
			boolean last = false;
			while (!last) {
				boolean goOn = isGoingOn();
				Optional<LoadReader.Taken> taken = reader.receive();
				if (taken.isPresent()) {
					say("R " + taken.get().id());
					reader.end(taken.get());
					say("T " + taken.get().id());
				}
				last = taken.isEmpty() && !goOn;
			}
		}
	}

	private void move() throws MqException, StoreException {
		OpenQueue toLater = openForMove(LATER);
		OpenQueue back = openForMove(PLAIN);
		try (LoadReader source = new LoadReader(plain.open(Access.RECEIVE, false, QueueClient.OWN));
				LoadReader later = new LoadReader(find(LATER).open(Access.RECEIVE, false, QueueClient.OWN))) {
			while (isGoingOn()) {
				move(source, toLater, LATER);
				if (later.open().queue().count() > 20) {
					move(later, back, PLAIN);
				}
			}
		}
	}

	private void move(LoadReader source, OpenQueue target, String name) throws MqException, StoreException {
		Optional<LoadReader.Taken> seen = source.peek();
		if (seen.isEmpty()) {
			return;
		}
		say("M " + seen.get().id() + " " + name);
		if (source.move(seen.get(), target, UnitOfWork.NONE)) {
			say("N " + seen.get().id() + " " + name);
		} else {
			say("F " + seen.get().id() + " " + name);
		}
	}

	MessageStore store() {
		return store;
	}

	@Override
	public void close() {
		manager.close();
		executor.shutdownNow();
	}
}
