package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.queuemanager.store.FaultyDisk.Survival;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

class FullDiskTest {

	private static final int QUEUE = 16;
	private static final int SIZE = 1000;

	@TempDir
	private Path folder;

	private final FaultyDisk disk = new FaultyDisk();
	private MvMessageStore store;
	private StoredQueue queue;
	private QuietLog quiet;

	@BeforeEach
	void open() throws StoreException {
		quiet = new QuietLog();
		store = MvMessageStore.open(folder, disk.path("store"), Duration.ofMillis(1));
		store.putQueue(QUEUE, Map.of("name", "full"));
		queue = store.queue(QUEUE);
	}

	@AfterEach
	void close() {
		store.close();
		disk.remove();
		quiet.close();
	}

	private static StoredMessage message(boolean recoverable) {
		return new StoredMessage(1, recoverable, new byte[0], new byte[SIZE], 0, SIZE);
	}

	private long append(boolean recoverable) throws StoreException {
		long id = store.nextSequence();
		queue.append(id, message(recoverable)).toCompletableFuture().join();
		return id;
	}

	private List<Long> ids() throws StoreException {
		List<Long> ids = new ArrayList<>();
		for (var id = queue.first(); id.isPresent(); id = queue.next(id.getAsLong())) {
			ids.add(id.getAsLong());
		}
		assertThat(queue.count()).isEqualTo(ids.size());
		assertThat(queue.bytes()).isEqualTo((long) SIZE * ids.size());
		return ids;
	}

	private List<Long> fillUp() throws StoreException {
		List<Long> kept = new ArrayList<>();
		disk.setCapacity(disk.used() + 100_000);
		try {
			while (kept.size() < 1000) {
				kept.add(append(true));
			}
		} catch (CompletionException e) {
			assertThat(e.getCause()).isInstanceOfSatisfying(StoreException.class, failure -> {
				assertThat(failure.kind()).isEqualTo(StoreException.Kind.WRITE_FAILED);
				assertThat(failure).hasMessageContaining(FaultyDisk.NO_SPACE);
			});
		}
		assertThat(kept).hasSizeBetween(3, 999);
		return kept;
	}

	private long countAfterPowerCut() throws StoreException {
		FaultyDisk revived = disk.revive(Survival.NOTHING, 0);
		try (MvMessageStore again = MvMessageStore.open(folder.resolve("other"), revived.path("store"),
				Duration.ofMillis(1))) {
			return again.queue(QUEUE).count();
		} finally {
			revived.remove();
		}
	}

	@Test
	void aMessageThatDoesNotFitIsRefusedAndTheOthersAreStillThere() throws Exception {
		assertThat(ids()).isEqualTo(List.of());
		List<Long> kept = fillUp();

		assertThat(ids()).isEqualTo(kept);
		assertThat(queue.read(kept.get(0), true).size()).isEqualTo(SIZE);
	}

	@Test
	void itWorksAgainWhenThereIsRoom() throws Exception {
		List<Long> kept = fillUp();
		assertThatThrownBy(() -> append(true)).isInstanceOf(CompletionException.class);
		disk.setCapacity(Long.MAX_VALUE);

		kept.add(append(true));

		assertThat(ids()).isEqualTo(kept);
		assertThat(countAfterPowerCut()).isEqualTo(kept.size());
	}

	@Test
	void expressMessagesAreRefusedToo() throws Exception {
		List<Long> kept = fillUp();

		assertThatThrownBy(() -> append(false)).isInstanceOf(CompletionException.class)
				.hasRootCauseMessage(FaultyDisk.NO_SPACE);
		assertThat(ids()).isEqualTo(kept);
	}

	@Test
	void whatWasTakenOrAcceptedWithoutForceStaysSoWhileTheProcessLives() throws Exception {
		long first = append(true);
		try (MvMessageStore slow = MvMessageStore.open(folder.resolve("slow"), disk.path("slow"), Duration.ofDays(1))) {
			slow.putQueue(QUEUE, Map.of("name", "slow"));
			queue = slow.queue(QUEUE);
			queue.append(first, message(true)).toCompletableFuture().join();
			queue.delete(first).toCompletableFuture().join();
			queue.append(first + 1, message(false)).toCompletableFuture().join();
			disk.setCapacity(disk.used());

			assertThatThrownBy(() -> queue.append(first + 2, message(true)).toCompletableFuture().join())
					.hasRootCauseMessage(FaultyDisk.NO_SPACE);

			assertThat(ids()).containsExactly(first + 1);
			disk.setCapacity(Long.MAX_VALUE);
			queue.append(first + 3, message(true)).toCompletableFuture().join();
			assertThat(ids()).containsExactly(first + 1, first + 3);
		}
	}

	@Test
	void aPurgeThatCannotBeWrittenFailsAndLeavesTheMessages() throws Exception {
		List<Long> kept = fillUp();
		disk.setCapacity(0);

		assertThatThrownBy(() -> queue.clear(Set.of()).toCompletableFuture().join())
				.hasRootCauseMessage(FaultyDisk.NO_SPACE);

		assertThat(ids()).isEqualTo(kept);
	}

	@Test
	void whatCouldNotBeForcedIsNotThere() throws Exception {
		long first = append(true);
		disk.failForces(1);

		assertThatThrownBy(() -> append(true)).isInstanceOf(CompletionException.class)
				.hasRootCauseInstanceOf(IOException.class);
		assertThat(ids()).containsExactly(first);

		long third = append(true);
		assertThat(ids()).containsExactly(first, third);
		assertThat(countAfterPowerCut()).isEqualTo(2);
	}

	@Test
	void aStoreThatCannotBeMadeSaysWhy() {
		FaultyDisk small = new FaultyDisk();
		small.setCapacity(9000);

		assertThatThrownBy(() -> MvMessageStore.open(folder.resolve("small"), small.path("store"),
				Duration.ofMillis(1))).isInstanceOf(StoreException.class).hasMessageContaining(FaultyDisk.NO_SPACE);
		assertThat(small.exists("store")).isFalse();
	}

	@Test
	void closingAFullStoreEnds() throws Exception {
		fillUp();

		Thread closing = new Thread(store::close);
		closing.start();
		closing.join(TimeUnit.SECONDS.toMillis(10));

		assertThat(closing.isAlive()).isFalse();
	}
}
