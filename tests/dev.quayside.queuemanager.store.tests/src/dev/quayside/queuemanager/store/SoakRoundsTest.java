package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Delivery;
import dev.quayside.admin.Message;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.ReceiveRequest;
import dev.quayside.admin.SendRequest;
import dev.quayside.admin.remote.RemoteQueueManagers;
import dev.quayside.admin.remote.WireMessageSender;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueKind;
import dev.quayside.testkit.Rounds;
import dev.quayside.testkit.TestQueueManager;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Senders, receivers, lookers and purges, units of work and moves on one server for as long as wanted: {@code ./test
 * --long=soak}. After each round every message has been received once or purged, with its two acknowledgements, and what the
 * load has said fits what is there. At the end neither the heap nor the file has grown.
 */
@Tag("long")
@Tag("soak")
class SoakRoundsTest {

	private static final Duration TIME = Duration.ofMinutes(30);
	private static final String QUEUE = "private$\\soak";
	private static final String ACKS = "private$\\acks";
	private static final String DEAD = "system$;deadxact";
	private static final int RESTART_EVERY = 10;
	private static final long MAX_FILE = 150L * 1024 * 1024;
	private static final long MAX_HEAP = 200L * 1024 * 1024;
	private static final int MAX_THREADS = 200;

	@TempDir
	private Path folder;

	private final IProgressMonitor monitor = new NullProgressMonitor();
	private final AtomicReference<Throwable> failure = new AtomicReference<>();
	private final Growth heap = new Growth("heap");
	private final Growth file = new Growth("file");
	private final WireSenders transactional = new WireSenders();
	private TestQueueManager server;

	/** A thread's work, which may fail. */
	private interface Work {

		void run() throws Exception;
	}

	@AfterEach
	void stop() {
		transactional.close();
		if (server != null) {
			server.close();
		}
	}

	@Test
	void nothingIsLostOrDoubledOrGrows() throws Exception {
		Rounds.lasting("soak", "server", TIME, this::round);
		Rounds.say("soak", heap + ", " + file);
		heap.check();
		file.check();
	}

	private void restart(long seed) throws Exception {
		if (server != null && seed % RESTART_EVERY == 0) {
			transactional.gone();
			server.close();
			server = null;
		}
		if (server == null) {
			server = TestQueueManager.start(folder.resolve("data"), "soak", "acks", "orders");
			if (server.server().manager().find(QueuePath.parse(Load.TRANSACTIONAL)).isEmpty()) {
				server.server().manager().create(QueueAttributes.named("work").withTransactional(true));
			}
		}
	}

	private void round(long seed) throws Exception {
		restart(seed);
		SplittableRandom random = new SplittableRandom(seed);
		boolean purging = random.nextInt(3) == 0;
		Set<String> accepted = ConcurrentHashMap.newKeySet();
		Set<String> received = ConcurrentHashMap.newKeySet();
		AtomicBoolean sending = new AtomicBoolean(true);
		List<Thread> senders = new ArrayList<>();
		for (int sender = 0; sender < 1 + random.nextInt(4); sender++) {
			SplittableRandom own = random.split();
			senders.add(start(() -> send(accepted, own)));
		}
		List<Thread> readers = List.of(start(() -> receive(received, sending)), start(() -> receive(received, sending)),
				start(() -> look(sending)));
		LoadLog log = new LoadLog(Map.of());
		int messages = 20 + random.nextInt(60);
		Thread load = start(() -> load(seed, messages, log));
		if (purging) {
			purge();
		}
		join(senders);
		load.join();
		sending.set(false);
		join(readers);
		if (failure.get() != null) {
			throw new AssertionError(failure.get());
		}
		if (!purging) {
			assertThat(received).as("received").isEqualTo(accepted);
		}
		assertThat(accepted).as("accepted").containsAll(received);
		checkAcknowledgements(2L * accepted.size());
		log.read(server.server().store(), server.server().manager());
		log.check();
		clear();
		checkSizes();
	}

	/** The load of the crashes, without a crash. */
	private void load(long seed, int messages, LoadLog log) throws InterruptedException {
		try (WireTarget target = new WireTarget(server.server().rpcPort(), server.server().transferPort(),
				transactional, 0)) {
			new Load(target, seed, messages, log::add).run();
		}
	}

	/** One that the message has come, and one that it has been received or purged. */
	private void checkAcknowledgements(long expected) throws Exception {
		Queue acks = server.server().manager().find(QueuePath.parse(ACKS)).orElseThrow();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (acks.count() < expected && System.nanoTime() < end) {
			Thread.sleep(20);
		}
		assertThat(acks.count()).as("acknowledgements " + classes(acks)).isEqualTo(expected);
		try (QueueManagerConnection connection = connect()) {
			connection.purge(ACKS, monitor);
		}
	}

	/** How many there are of each class. */
	private Map<String, Integer> classes(Queue acks) throws Exception {
		Map<String, Integer> classes = new TreeMap<>();
		StoredQueue stored = server.server().store().queue(acks.number());
		for (OptionalLong id = stored.first(); id.isPresent(); id = stored.next(id.getAsLong())) {
			MessagePacket packet = MessagePacket.parse(stored.read(id.getAsLong(), true).packet());
			classes.merge(packet.properties().messageClass().toString(), 1, Integer::sum);
		}
		return classes;
	}

	/** What the load has left; a subqueue goes when it is empty. */
	private void clear() throws QueueManagerException {
		try (QueueManagerConnection connection = connect()) {
			for (String queue : List.of(Load.PLAIN, Load.LATER, Load.TRANSACTIONAL, Load.POISON, DEAD)) {
				if (server.server().manager().find(QueuePath.parse(queue)).isPresent()) {
					connection.purge(queue, monitor);
				}
			}
		}
	}

	private Thread start(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			} catch (Exception | Error e) {
				failure.compareAndSet(null, e);
			}
		});
		thread.start();
		return thread;
	}

	private static void join(List<Thread> threads) throws InterruptedException {
		for (Thread thread : threads) {
			thread.join();
		}
	}

	private QueueManagerConnection connect() throws QueueManagerException {
		return new RemoteQueueManagers().connect(ConnectionSettings.anonymous(QueueManagerAddress.parse(server.host())),
				monitor);
	}

	private void send(Set<String> accepted, SplittableRandom random) throws QueueManagerException {
		for (int part = 0; part < 5; part++) {
			boolean large = random.nextInt(10) == 0;
			String text = "message {n} " + "x".repeat(random.nextInt(large ? 60_000 : 2000));
			SendRequest request = new SendRequest("DIRECT=OS:localhost\\" + QUEUE, "{n}", SendRequest.Body.text(text),
					random.nextBoolean() ? Delivery.RECOVERABLE : Delivery.EXPRESS, random.nextInt(8),
					1 + random.nextInt(large ? 20 : 300),
					new SendRequest.Queues(Optional.of("DIRECT=TCP:127.0.0.1\\" + ACKS), Optional.empty()),
					SendRequest.Lifetime.UNLIMITED, OptionalInt.of(server.server().transferPort()));
			new WireMessageSender().send(request, accepted::add, monitor);
		}
	}

	private void receive(Set<String> received, AtomicBoolean sending) throws QueueManagerException {
		try (QueueManagerConnection connection = connect()) {
			boolean more = true;
			while (more) {
				boolean last = !sending.get();
				Optional<Message> message = take(connection);
				if (message.isPresent() && !received.add(message.get().summary().messageId())) {
					throw new AssertionError("Received twice: " + message.get().summary().messageId());
				}
				more = message.isPresent() || !last;
			}
		}
	}

	/** The first message, or none within a moment. */
	private Optional<Message> take(QueueManagerConnection connection) throws QueueManagerException {
		try {
			return Optional.of(connection.receive(QUEUE,
					new ReceiveRequest(Optional.empty(), Duration.ofMillis(200), false), 100_000, monitor));
		} catch (QueueManagerException e) {
			if (e.getMessage().contains("IO_TIMEOUT")) {
				return Optional.empty();
			}
			throw e;
		}
	}

	private void look(AtomicBoolean sending) throws QueueManagerException {
		try (QueueManagerConnection connection = connect()) {
			while (sending.get()) {
				try (var browser = connection.browse(QUEUE, monitor)) {
					browser.messages(PageRequest.first(200), 50, message -> {}, monitor);
				}
				connection.queue(QUEUE, monitor);
				connection.machine(monitor);
			}
		}
	}

	private void purge() throws QueueManagerException {
		try (QueueManagerConnection connection = connect()) {
			for (int purge = 0; purge < 3; purge++) {
				connection.purge(QUEUE, monitor);
			}
		}
	}

	private void checkSizes() throws Exception {
		for (QueueKind kind : QueueKind.values()) {
			for (Queue queue : server.server().manager().queues(kind)) {
				assertThat(queue.count()).as("messages in " + queue.name()).isZero();
				assertThat(queue.bytes()).as("bytes in " + queue.name()).isZero();
			}
		}
		long size = Files.size(folder.resolve("data").resolve(MvMessageStore.FILE));
		file.add(size);
		assertThat(size).as("file").isLessThan(MAX_FILE);
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		long used = runtime.totalMemory() - runtime.freeMemory();
		heap.add(used);
		assertThat(used).as("heap").isLessThan(MAX_HEAP);
		assertThat(Thread.activeCount()).as("threads").isLessThan(MAX_THREADS);
	}
}
