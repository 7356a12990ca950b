package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.testkit.Rounds;
import dev.quayside.testkit.TestQueueManager;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Changed bytes for every decoder, for store files, and between live clients and a server: {@code ./test --long=fuzz}. A
 * decoder may only throw its own exception, a client only its own, and the server answers the next client.
 */
@Tag("long")
@Tag("fuzz")
class FuzzRoundsTest {

	private static final String STORE = "dev.quayside.queuemanager.store.tests/files/format-1.mv.db";
	private static final Duration TIME = Duration.ofMinutes(10);
	private static final int FEEDS = 2000;
	private static final int MAX_OFFSET = 6000;
	private static final long MAX_HEAP = 300L * 1024 * 1024;

	@TempDir
	private Path folder;

	private final Clients clients = new Clients();
	private final Decoders decoders = new Decoders();

	/** Talks to a server; only these exceptions are right whatever comes back. */
	private interface Talk {

		void run(int port) throws QueueManagerException, TransferException;
	}

	@Test
	void onlyTheRightErrorsComeOut() throws Exception {
		try (QuietLog quiet = new QuietLog();
				TestQueueManager server = TestQueueManager.start(folder.resolve("data"), "fuzz")) {
			record(server);
			Rounds.lasting("fuzz", "decoders", TIME, seed -> round(server, new SplittableRandom(seed)));
		}
	}

	private void round(TestQueueManager server, SplittableRandom random) throws Exception {
		for (int feed = 0; feed < FEEDS; feed++) {
			decoders.feed(random);
		}
		damageStore(random);
		clients.send(server.server().transferPort(), 5);
		disturb(server.server().rpcPort(), clients::read, random);
		disturb(server.server().transferPort(), port -> clients.send(port, 20), random);
		checkHealth(server);
	}

	/** Samples of both protocols, in both directions. */
	private void record(TestQueueManager server) throws Exception {
		clients.send(server.server().transferPort(), 5);
		Map<Boolean, ByteArrayOutputStream> rpc = Map.of(true, new ByteArrayOutputStream(), false,
				new ByteArrayOutputStream());
		try (WireProxy proxy = new WireProxy(server.server().rpcPort(), (fromClient, bytes, length) -> {
			rpc.get(fromClient).write(bytes, 0, length);
			return length;
		})) {
			assertThat(clients.read(proxy.port())).isEqualTo(5);
		}
		Map<Boolean, ByteArrayOutputStream> transfer = Map.of(true, new ByteArrayOutputStream(), false,
				new ByteArrayOutputStream());
		try (WireProxy proxy = new WireProxy(server.server().transferPort(), (fromClient, bytes, length) -> {
			transfer.get(fromClient).write(bytes, 0, length);
			return length;
		})) {
			clients.send(proxy.port(), 5);
		}
		for (ByteArrayOutputStream bytes : rpc.values()) {
			decoders.addRpc(bytes.toByteArray());
		}
		for (ByteArrayOutputStream bytes : transfer.values()) {
			decoders.addTransfer(bytes.toByteArray());
		}
		assertThat(decoders.samples()).as("samples").isGreaterThan(5);
	}

	/** A client talks through a proxy that changes a byte, or ends the connection there. */
	private static void disturb(int target, Talk talk, SplittableRandom random) throws Exception {
		boolean toClient = random.nextBoolean();
		int at = random.nextInt(MAX_OFFSET);
		int bit = 1 << random.nextInt(8);
		boolean ends = random.nextInt(5) == 0;
		AtomicInteger offset = new AtomicInteger();
		AtomicReference<Throwable> wrong = new AtomicReference<>();
		try (WireProxy proxy = new WireProxy(target, (fromClient, bytes, length) -> {
			int from = fromClient == toClient ? Integer.MAX_VALUE : offset.getAndAdd(length);
			int index = at - from;
			if (index < 0 || index >= length) {
				return length;
			}
			bytes[index] ^= (byte) bit;
			return ends ? index : length;
		})) {
			Thread client = new Thread(() -> {
				try {
					talk.run(proxy.port());
				} catch (QueueManagerException | TransferException | AssertionError e) {
					// that is how it should end
				} catch (RuntimeException | Error e) {
					wrong.set(e);
				}
			});
			client.start();
			client.join(TimeUnit.SECONDS.toMillis(60));
			assertThat(client.isAlive()).as("the client hangs").isFalse();
		}
		if (wrong.get() != null) {
			throw new AssertionError("A client failed with the wrong error", wrong.get());
		}
	}

	private void checkHealth(TestQueueManager server) throws Exception {
		clients.read(server.server().rpcPort());
		clients.send(server.server().transferPort(), 5);
		assertThat(clients.read(server.server().rpcPort())).isEqualTo(5);
		System.gc();
		assertThat(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()).as("heap")
				.isLessThan(MAX_HEAP);
	}

	/** A store file with changed bytes is refused, or what can be read of it is read. */
	private void damageStore(SplittableRandom random) throws Exception {
		byte[] file = Decoders.changed(List.of(Files.readAllBytes(Vectors.tests().resolve(STORE))), random);
		FaultyDisk disk = new FaultyDisk();
		disk.put("store", file);
		try (MvMessageStore store = MvMessageStore.open(folder.resolve("lock"), disk.path("store"),
				Duration.ofDays(1))) {
			for (int number : store.queues().keySet()) {
				StoredQueue queue = store.queue(number);
				for (OptionalLong id = queue.first(); id.isPresent(); id = queue.next(id.getAsLong())) {
					queue.read(id.getAsLong(), true);
				}
				queue.count();
				queue.bytes();
			}
		} catch (StoreException e) {
			assertThat(e.getMessage()).isNotBlank();
		} finally {
			disk.remove();
		}
	}
}
