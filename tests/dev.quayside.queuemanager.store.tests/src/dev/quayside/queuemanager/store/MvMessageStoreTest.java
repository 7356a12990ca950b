package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;

class MvMessageStoreTest {

	@TempDir
	private Path folder;

	private MvMessageStore store;

	@BeforeEach
	void open() throws StoreException {
		store = MvMessageStore.open(folder.resolve("not/there/yet"));
	}

	@AfterEach
	void close() {
		store.close();
	}

	private void reopen() throws StoreException {
		store.close();
		open();
	}

	private static StoredMessage message(int size) {
		return new StoredMessage(7, true, new byte[4], new byte[size], 0, size);
	}

	private static void append(StoredQueue queue, long id, int size) {
		queue.append(id, message(size)).toCompletableFuture().join();
	}

	private static List<Long> ids(StoredQueue queue) throws StoreException {
		List<Long> ids = new ArrayList<>();
		for (OptionalLong id = queue.first(); id.isPresent(); id = queue.next(id.getAsLong())) {
			ids.add(id.getAsLong());
		}
		return ids;
	}

	@Test
	void theIdentityStays() throws Exception {
		UUID id = store.queueManagerId();
		reopen();

		assertThat(store.queueManagerId()).isEqualTo(id);
	}

	@Test
	void onlyTheOwnerMayUseAFolderThatIsMade() throws Exception {
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("not/there/yet"))))
				.isEqualTo("rwx------");
	}

	@Test
	void queuesKeepTheirAttributes() throws Exception {
		Map<String, String> attributes = Map.of("name", "Zürich = 1:2 # !", "label", " \\ \n\t", "empty", "");
		store.putQueue(16, Map.of("name", "old"));
		store.putQueue(16, attributes);
		store.putQueue(17, Map.of());
		reopen();

		assertThat(store.queues()).containsExactly(Map.entry(16, attributes), Map.entry(17, Map.of()));
	}

	@Test
	void tidyingDeletesNothing() throws Exception {
		store.putQueue(16, Map.of());
		for (long id = 1; id <= 200; id++) {
			append(store.queue(16), id, 2_000);
		}
		for (long id = 1; id <= 199; id++) {
			store.queue(16).delete(id).toCompletableFuture().join();
		}
		store.tidy().toCompletableFuture().join();
		assertThat(ids(store.queue(16))).containsExactly(200L);
		reopen();
		assertThat(ids(store.queue(16))).containsExactly(200L);
		assertThat(store.queue(16).read(200, true)).isNotNull();
	}

	@Test
	void messagesAreInTheOrderOfTheirLookupIds() throws Exception {
		store.putQueue(16, Map.of());
		StoredQueue queue = store.queue(16);
		for (long id : new long[]{ 5, 3L << 56 | 1, 4, 7L << 56, 0 }) {
			append(queue, id, 10);
		}

		assertThat(ids(queue)).containsExactly(0L, 4L, 5L, 3L << 56 | 1, 7L << 56);
		assertThat(queue.last()).hasValue(7L << 56);
		assertThat(queue.previous(5)).hasValue(4);
		assertThat(queue.previous(0)).isEmpty();
		assertThat(queue.next(7L << 56)).isEmpty();
		assertThat(queue.next(1)).hasValue(4);
	}

	@Test
	void countsAndBytesFollowEveryChange() throws Exception {
		store.putQueue(16, Map.of());
		StoredQueue queue = store.queue(16);
		append(queue, 1, 100);
		append(queue, 2, 5000);
		append(queue, 3, 30);
		append(queue, 3, 40);
		assertThat(queue.count()).isEqualTo(3);
		assertThat(queue.bytes()).isEqualTo(5140);

		queue.delete(2).toCompletableFuture().join();
		queue.delete(2).toCompletableFuture().join();
		assertThat(queue.count()).isEqualTo(2);
		assertThat(queue.bytes()).isEqualTo(140);

		reopen();
		assertThat(store.queue(16).count()).isEqualTo(2);
		assertThat(store.queue(16).bytes()).isEqualTo(140);
	}

	@Test
	void aPurgeLeavesWhatIsToBeKept() throws Exception {
		store.putQueue(16, Map.of());
		StoredQueue queue = store.queue(16);
		for (int id = 0; id < 50; id++) {
			append(queue, id, id == 7 ? 9000 : 20);
		}

		queue.clear(Set.of(7L, 30L, 99L)).toCompletableFuture().join();

		assertThat(ids(queue)).containsExactly(7L, 30L);
		assertThat(queue.bytes()).isEqualTo(9020);
		assertThat(queue.read(7, true).packet()).hasSize(9000);
		append(queue, 60, 10);
		reopen();
		assertThat(ids(store.queue(16))).containsExactly(7L, 30L, 60L);
	}

	@Test
	void aPurgeLeavesWhatNeedsWork() throws Exception {
		store.putQueue(16, Map.of());
		StoredQueue queue = store.queue(16);
		for (long id = 0; id < 50; id++) {
			queue.append(id, message(20).withNeedsWork(id % 20 == 3)).toCompletableFuture().join();
		}

		queue.clear(Set.of(8L)).toCompletableFuture().join();

		assertThat(ids(queue)).containsExactly(3L, 8L, 23L, 43L);
		assertThat(queue.needingWork(3)).hasValue(23);
		reopen();
		assertThat(ids(store.queue(16))).containsExactly(3L, 8L, 23L, 43L);
	}

	@Test
	void aQueueThatWasRemovedTakesNoMessageAndComesBackEmpty() throws Exception {
		store.putQueue(16, Map.of());
		StoredQueue queue = store.queue(16);
		append(queue, 1, 5000);
		store.removeQueue(16);
		store.removeQueue(16);

		assertThat(queue.count()).isZero();
		assertThat(queue.first()).isEmpty();
		assertThat(queue.read(1, true)).isNull();
		assertThatThrownBy(() -> append(queue, 2, 10)).isInstanceOf(CompletionException.class)
				.hasCauseInstanceOf(StoreException.class).hasMessageContaining("does not exist");

		store.putQueue(16, Map.of("name", "again"));
		assertThat(store.queue(16).count()).isZero();
		assertThat(store.queue(16).bytes()).isZero();
		append(store.queue(16), 3, 10);
		reopen();
		assertThat(ids(store.queue(16))).containsExactly(3L);
	}

	@Test
	void sequenceNumbersRiseAndAreNeverGivenTwice() throws Exception {
		Set<Long> given = new HashSet<>();
		long last = 0;
		for (int start = 0; start < 4; start++) {
			for (int number = 0; number < 100; number++) {
				long sequence = store.nextSequence();
				assertThat(sequence).isGreaterThan(last);
				assertThat(given.add(sequence)).isTrue();
				last = sequence;
			}
			reopen();
		}
	}

	@Test
	void aClosedStoreSaysSo() throws Exception {
		store.putQueue(16, Map.of());
		StoredQueue queue = store.queue(16);
		store.close();
		store.close();

		assertThatThrownBy(queue::first).isInstanceOf(StoreException.class).hasMessageContaining("closed");
		assertThatThrownBy(() -> append(queue, 1, 10)).hasCauseInstanceOf(StoreException.class);
		assertThatThrownBy(() -> store.putQueue(17, Map.of())).isInstanceOf(StoreException.class);
	}

	@Test
	void onlyWholeMessagesWithALookupIdAreTaken() throws Exception {
		store.putQueue(16, Map.of());
		StoredQueue queue = store.queue(16);
		StoredMessage head = new StoredMessage(1, true, new byte[0], new byte[10], 5, 5000, false, false,
				MessageHistory.NONE);

		assertThatThrownBy(() -> queue.append(1, head)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> queue.append(-1, message(10))).isInstanceOf(IllegalArgumentException.class);
	}
}
