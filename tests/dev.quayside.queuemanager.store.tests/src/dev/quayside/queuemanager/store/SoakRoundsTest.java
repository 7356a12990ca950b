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
import dev.quayside.queuemanager.engine.Queue;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Senders, receivers, lookers and purges on one server for as long as wanted: {@code ./test --long=soak}. After each round
 * every message has been received once or purged, and neither the file nor the heap nor the number of threads has grown.
 */
@Tag("long")
@Tag("soak")
class SoakRoundsTest {

	private static final String QUEUE = "private$\\soak";
	private static final int RESTART_EVERY = 10;
	private static final long MAX_FILE = 150L * 1024 * 1024;
	private static final long MAX_HEAP = 200L * 1024 * 1024;
	private static final int MAX_THREADS = 200;

	@TempDir
	private Path folder;

	private final IProgressMonitor monitor = new NullProgressMonitor();
	private final AtomicReference<Throwable> failure = new AtomicReference<>();
	private TestQueueManager server;

	/** A thread's work, which may fail. */
	private interface Work {

		void run() throws Exception;
	}

	@AfterEach
	void stop() {
		if (server != null) {
			server.close();
		}
	}

	@Test
	void nothingIsLostOrDoubledOrGrows() throws Exception {
		Rounds.run("soak", "server", this::round);
	}

	private void round(long seed) throws Exception {
		if (server != null && seed % RESTART_EVERY == 0) {
			server.close();
			server = null;
		}
		if (server == null) {
			server = TestQueueManager.start(folder.resolve("data"), "soak");
		}
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
		if (purging) {
			purge();
		}
		join(senders);
		sending.set(false);
		join(readers);
		if (failure.get() != null) {
			throw new AssertionError(failure.get());
		}
		if (!purging) {
			assertThat(received).as("received").isEqualTo(accepted);
		}
		assertThat(accepted).as("accepted").containsAll(received);
		checkSizes();
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
					1 + random.nextInt(large ? 20 : 300), SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED,
					OptionalInt.of(server.server().transferPort()));
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
		Queue queue = server.server().manager().queues().get(0);
		assertThat(queue.count()).as("messages").isZero();
		assertThat(queue.bytes()).as("bytes").isZero();
		assertThat(Files.size(folder.resolve("data").resolve(MvMessageStore.FILE))).as("file").isLessThan(MAX_FILE);
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		assertThat(runtime.totalMemory() - runtime.freeMemory()).as("heap").isLessThan(MAX_HEAP);
		assertThat(Thread.activeCount()).as("threads").isLessThan(MAX_THREADS);
	}
}
