package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class JournalTest {

	private final FaultyDisk disk = new FaultyDisk();
	private Journal journal;
	private QuietLog quiet;

	@BeforeEach
	void open() throws StoreException {
		quiet = new QuietLog();
		StoreFile file = new StoreFile(disk.path("store"));
		file.create(Map.of("format", "1"));
		journal = new Journal(file, Duration.ofDays(1));
	}

	@AfterEach
	void close() {
		journal.close();
		disk.remove();
		quiet.close();
	}

	private CompletableFuture<Void> put(String key, String value) {
		return journal.submit(tables -> tables.settings().put(key, value), true, 0);
	}

	private String get(String key) {
		return journal.tables().read(() -> journal.tables().settings().get(key));
	}

	/** Keeps the writer busy until the latch opens, so that what comes meanwhile is one batch. */
	private void hold(CountDownLatch latch) throws InterruptedException {
		CountDownLatch busy = new CountDownLatch(1);
		journal.submit(tables -> {
			try {
				busy.countDown();
				latch.await();
			} catch (InterruptedException e) {
				throw new IllegalStateException(e);
			}
		}, false, 0);
		busy.await();
	}

	@Test
	void aChangeThatThrowsFailsAloneAndTheWriterLivesOn() throws Exception {
		List<Error> errors = List.of(new OutOfMemoryError("test"), new StackOverflowError(), new AssertionError());
		for (Error error : errors) {
			CountDownLatch latch = new CountDownLatch(1);
			hold(latch);
			CompletableFuture<Void> before = put("before", error.toString());
			CompletableFuture<Void> bad = journal.submit(tables -> {
				tables.settings().put("bad", "half");
				throw error;
			}, true, 0);
			CompletableFuture<Void> behind = put("behind", error.toString());
			latch.countDown();

			before.join();
			behind.join();
			assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasRootCause(error);
			assertThat(get("before")).isEqualTo(error.toString());
			assertThat(get("behind")).isEqualTo(error.toString());
			assertThat(get("bad")).isNull();
		}
	}

	@Test
	void aChangeThatIsRefusedDoesNotDisturbItsBatch() throws Exception {
		CountDownLatch latch = new CountDownLatch(1);
		hold(latch);
		int before = disk.forces();
		CompletableFuture<Void> good = put("good", "yes");
		CompletableFuture<Void> refused = journal.submit(tables -> {
			throw new StoreException(StoreException.Kind.NO_QUEUE, "none", null);
		}, true, 0);
		CompletableFuture<Void> better = put("better", "yes");
		latch.countDown();

		good.join();
		better.join();
		assertThatThrownBy(refused::join).hasCauseInstanceOf(StoreException.class);
		assertThat(disk.forces() - before).isEqualTo(1);
	}

	@Test
	void changesThatNobodyForcedOutliveAFailureOfAnother() {
		journal.submit(tables -> tables.settings().put("express", "yes"), false, 0).join();

		assertThatThrownBy(() -> journal.submit(tables -> {
			throw new IllegalStateException("test");
		}, false, 0).join()).hasRootCauseMessage("test");

		assertThat(get("express")).isEqualTo("yes");
		put("more", "yes").join();
		assertThat(get("express")).isEqualTo("yes");
	}

	@Test
	void changesThatNobodyForcesAreOnDiskSoon() throws Exception {
		journal.close();
		StoreFile file = new StoreFile(disk.path("store"));
		journal = new Journal(file, Duration.ofMillis(1));
		long before = journal.forces();

		journal.submit(tables -> tables.settings().put("express", "yes"), false, 0).join();

		long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (journal.forces() == before && System.nanoTime() < limit) {
			Thread.onSpinWait();
		}
		Journal revived = new Journal(new StoreFile(disk.revive(FaultyDisk.Survival.NOTHING, 0).path("store")),
				Duration.ofDays(1));
		assertThat(revived.tables().settings()).containsEntry("express", "yes");
		revived.close();
	}

	@Test
	void closingForcesWhatWaits() throws Exception {
		journal.submit(tables -> tables.settings().put("express", "yes"), false, 0).join();
		journal.close();

		Journal revived = new Journal(new StoreFile(disk.revive(FaultyDisk.Survival.NOTHING, 0).path("store")),
				Duration.ofDays(1));
		assertThat(revived.tables().settings()).containsEntry("express", "yes");
		revived.close();
	}

	@Test
	void afterClosingEveryChangeIsRefused() {
		List<CompletableFuture<Void>> changes = new ArrayList<>();
		Thread closing = new Thread(journal::close);
		for (int change = 0; change < 2000; change++) {
			if (change == 1000) {
				closing.start();
			}
			changes.add(put("key", Integer.toString(change)));
		}
		journal.close();

		for (CompletableFuture<Void> change : changes) {
			assertThat(change).isDone();
		}
		assertThatThrownBy(() -> put("late", "yes").join())
				.hasCauseInstanceOf(StoreException.class).hasMessageContaining("closed");
	}

	@Test
	void whoBringsTooMuchHasToWait() throws Exception {
		CountDownLatch latch = new CountDownLatch(1);
		hold(latch);
		journal.submit(tables -> {}, true, Inbox.MAX_BYTES + 1);
		Thread more = new Thread(() -> put("more", "yes").join());
		more.start();
		while (more.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
		assertThat(get("more")).isNull();
		latch.countDown();
		more.join();

		assertThat(get("more")).isEqualTo("yes");
	}
}
