package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

class ReadersTest {

	@TempDir
	private Path folder;

	private final AtomicReference<Throwable> failure = new AtomicReference<>();
	private final AtomicBoolean done = new AtomicBoolean();
	private final AtomicLong read = new AtomicLong();
	private MvMessageStore store;
	private StoredQueue queue;

	@BeforeEach
	void open() throws StoreException {
		store = MvMessageStore.open(folder);
		store.putQueue(16, Map.of("name", "read"));
		queue = store.queue(16);
	}

	@AfterEach
	void close() {
		store.close();
	}

	private static StoredMessage message(long id) {
		SplittableRandom random = new SplittableRandom(id);
		byte[] packet = new byte[100 + random.nextInt(random.nextInt(10) == 0 ? 9000 : 900)];
		random.nextBytes(packet);
		return new StoredMessage(id & 0xFFFFFFFFL, random.nextBoolean(), new byte[4], packet, 50, packet.length - 60);
	}

	private void readAll() {
		try {
			while (!done.get()) {
				long last = -1;
				for (OptionalLong id = queue.first(); id.isPresent(); id = queue.next(id.getAsLong())) {
					check(last, id.getAsLong());
					last = id.getAsLong();
				}
				assertThat(queue.count()).isNotNegative();
				assertThat(queue.bytes()).isNotNegative();
			}
		} catch (StoreException | RuntimeException | Error e) {
			failure.compareAndSet(null, e);
		}
	}

	private void check(long last, long id) throws StoreException {
		StoredMessage message = queue.read(id, true);
		if (id <= last || message != null && !Arrays.equals(message.packet(), message(id).packet())) {
			throw new AssertionError("Message " + id + " behind " + last + ": " + message);
		}
		read.incrementAndGet();
	}

	private List<Thread> readers(int count) {
		List<Thread> readers = new ArrayList<>();
		for (int reader = 0; reader < count; reader++) {
			Thread thread = new Thread(this::readAll);
			thread.start();
			readers.add(thread);
		}
		return readers;
	}

	private void end(List<Thread> readers) throws InterruptedException {
		done.set(true);
		for (Thread reader : readers) {
			reader.join();
		}
		assertThat(failure.get()).isNull();
		assertThat(read.get()).isPositive();
	}

	/** Appends, deletes and purges, and keeps some hundreds. */
	private void churn(int messages) throws StoreException {
		SplittableRandom random = new SplittableRandom(1);
		Deque<Long> ids = new ArrayDeque<>();
		CompletableFuture<?> last = CompletableFuture.completedFuture(null);
		for (int number = 0; number < messages; number++) {
			long id = (long) random.nextInt(8) << 56 | store.nextSequence();
			last = queue.append(id, message(id)).toCompletableFuture();
			ids.add(id);
			if (ids.size() > 400) {
				queue.delete(random.nextBoolean() ? ids.pollFirst() : ids.pollLast());
			}
			if (number % 2000 == 1999) {
				queue.clear(Set.of(ids.getFirst()));
			}
			if (number % 50 == 0) {
				last.join();
			}
		}
		last.join();
	}

	@Test
	void readersAreNotDisturbedByWhatIsWrittenMovedAndPurged() throws Exception {
		List<Thread> readers = readers(3);
		churn(9000);
		end(readers);
	}

	@Test
	void threadsThatAreInterruptedDoNotCloseTheFileForOthers() throws Exception {
		churn(1000);
		store.close();
		store = MvMessageStore.open(folder);
		queue = store.queue(16);
		List<Thread> readers = readers(2);
		for (int round = 0; round < 200 && failure.get() == null; round++) {
			readers.get(round % 2).interrupt();
			long id = store.nextSequence();
			queue.append(id, message(id)).toCompletableFuture().join();
		}
		end(readers);
	}

	@Test
	void aReaderAtTheEndPassesNoMessage() throws Exception {
		int messages = 3000;
		CompletableFuture<Long> passed = CompletableFuture.supplyAsync(() -> {
			try {
				long missed = 0;
				for (long last = 0; last < messages;) {
					OptionalLong next = queue.next(last);
					if (next.isPresent()) {
						missed += next.getAsLong() - last - 1;
						last = next.getAsLong();
					}
				}
				return missed;
			} catch (StoreException e) {
				throw new IllegalStateException(e);
			}
		});
		SplittableRandom random = new SplittableRandom(9);
		for (long id = 1; id <= messages; id++) {
			CompletableFuture<Void> added = queue
					.append(id, new StoredMessage(1, random.nextBoolean(), new byte[0], new byte[50], 10, 40))
					.toCompletableFuture();
			if (random.nextInt(8) == 0) {
				added.join();
			}
		}

		assertThat(passed.get(30, TimeUnit.SECONDS)).as("messages that came behind the reader").isZero();
	}

	@Test
	void aRecoverableMessageIsSeenOnlyWhenItIsOnDisk() throws Exception {
		FaultyDisk disk = new FaultyDisk();
		try (MvMessageStore slow = MvMessageStore.open(folder.resolve("slow"), disk.path("store"),
				Duration.ofDays(1))) {
			slow.putQueue(16, Map.of("name", "slow"));
			StoredQueue messages = slow.queue(16);
			CountDownLatch forcing = new CountDownLatch(1);
			CountDownLatch forced = new CountDownLatch(1);
			disk.onForce(() -> {
				forcing.countDown();
				forced.await(10, TimeUnit.SECONDS);
			});
			CompletableFuture<Void> appended = messages
					.append(5, new StoredMessage(1, true, new byte[0], new byte[9], 0, 9))
					.toCompletableFuture();
			forcing.await();

			assertThat(messages.first()).isEmpty();
			assertThat(messages.last()).isEmpty();
			assertThat(messages.next(1)).isEmpty();
			assertThat(messages.contains(5)).isFalse();
			assertThat(messages.read(5, true)).isNull();
			assertThat(messages.count()).isZero();
			assertThat(messages.bytes()).isZero();
			assertThat(appended).isNotDone();

			forced.countDown();
			appended.join();
			assertThat(messages.first()).hasValue(5);
			assertThat(messages.count()).isEqualTo(1);
			assertThat(messages.bytes()).isEqualTo(9);
		} finally {
			disk.remove();
		}
	}
}
