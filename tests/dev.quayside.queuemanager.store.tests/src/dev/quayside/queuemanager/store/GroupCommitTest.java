package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.TestQueueManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class GroupCommitTest {

	private static final int MESSAGES = 200;

	@TempDir
	private Path folder;

	private final FaultyDisk disk = new FaultyDisk();

	private long forces(int producers) throws Exception {
		disk.setForceNanos(TimeUnit.MILLISECONDS.toNanos(2));
		try (MvMessageStore store = MvMessageStore.open(folder, disk.path("store"), Duration.ofMillis(100))) {
			store.putQueue(16, Map.of("name", "queue"));
			store.nextSequence();
			int before = disk.forces();
			List<Thread> threads = new ArrayList<>();
			for (int producer = 0; producer < producers; producer++) {
				threads.add(new Thread(() -> produce(store)));
			}
			threads.forEach(Thread::start);
			for (Thread thread : threads) {
				thread.join();
			}
			assertThat(store.queue(16).count()).isEqualTo((long) producers * MESSAGES);
			return disk.forces() - before;
		}
	}

	private static void produce(MvMessageStore store) {
		try {
			for (int message = 0; message < MESSAGES; message++) {
				store.queue(16)
						.append(store.nextSequence(), new StoredMessage(1, true, new byte[4], new byte[500], 100, 400))
						.toCompletableFuture().join();
			}
		} catch (StoreException e) {
			throw new IllegalStateException(e);
		}
	}

	@Test
	void eightProducersShareAForceForFourMessagesAtLeast() throws Exception {
		assertThat(forces(8)).isBetween(MESSAGES - 1L, 8L * MESSAGES / 4);
	}

	@Test
	void oneProducerHasAForceForEachMessage() throws Exception {
		assertThat(forces(1)).isEqualTo(MESSAGES);
	}

	@Test
	void eightSendersOverTheWireShareAForceForFourMessagesAtLeast() throws Exception {
		try (TestQueueManager server = TestQueueManager.start(folder.resolve("server"), "orders")) {
			long before = server.server().store().forces();
			SentMessages sent = new SentMessages("orders");
			List<Thread> senders = new ArrayList<>();
			for (int sender = 0; sender < 8; sender++) {
				senders.add(new Thread(() -> sent.send(server.server().transferPort(), MESSAGES, "", count -> {})));
			}
			senders.forEach(Thread::start);
			for (Thread sender : senders) {
				sender.join();
			}
			assertThat(sent.accepted()).isEqualTo(8 * MESSAGES);
			assertThat(server.server().store().forces() - before).isLessThanOrEqualTo(8L * MESSAGES / 4);
		}
	}
}
