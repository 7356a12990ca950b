package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

class GrowthTest {

	private static final int SIZE = 1000;

	@TempDir
	private Path folder;

	private final FaultyDisk disk = new FaultyDisk();
	private MvMessageStore store;
	private StoredQueue queue;

	@BeforeEach
	void open() throws StoreException {
		store = MvMessageStore.open(folder, disk.path("store"), Duration.ofMillis(1));
		store.putQueue(16, Map.of("name", "read"));
		queue = store.queue(16);
	}

	@AfterEach
	void close() {
		store.close();
		disk.remove();
	}

	private static StoredMessage message(boolean recoverable) {
		return new StoredMessage(1, recoverable, new byte[4], new byte[SIZE], 100, SIZE - 100);
	}

	private void fill(int messages) throws StoreException {
		for (int number = 0; number < messages; number++) {
			queue.append(store.nextSequence(), message(false));
		}
		queue.append(store.nextSequence(), message(true)).toCompletableFuture().join();
	}

	@Test
	void aPurgeOfManyWritesLittleAndItsSpaceIsUsedAgain() throws Exception {
		for (int round = 0; round < 24; round++) {
			fill(5000);
			long full = disk.used();
			queue.clear(Set.of()).toCompletableFuture().join();
			assertThat(disk.used() - full).as("growth by a purge").isLessThan(5000 * SIZE / 2);
		}

		assertThat(disk.used()).as("for 120 MB in all").isLessThan(70L * 1000 * 1000);
	}

	@Test
	void messagesThatComeAndGoInAnyOrderDoNotMakeTheFileGrow() throws Exception {
		SplittableRandom random = new SplittableRandom(3);
		List<Long> ids = new ArrayList<>();
		CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
		int live = 1500;
		for (int number = 0; number < 12_000; number++) {
			long id = (long) random.nextInt(8) << 56 | store.nextSequence();
			last = queue.append(id, message(number % 8 == 0)).toCompletableFuture();
			ids.add(id);
			if (number % 8 == 0) {
				last.join();
			}
			if (ids.size() > live) {
				int gone = random.nextInt(ids.size());
				queue.delete(ids.get(gone));
				ids.set(gone, ids.get(ids.size() - 1));
				ids.remove(ids.size() - 1);
			}
		}
		last.join();

		assertThat(queue.bytes()).isEqualTo((long) SIZE * live);
		assertThat(disk.used()).isLessThan(8L * SIZE * live);
	}
}
