package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.queuemanager.store.StoreException.Kind;

import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

class DamageTest {

	private static final Map<String, String> SETTINGS = Map.of("format", "1", "queueManagerId",
			UUID.randomUUID().toString());
	private static final int BLOCK = 4096;
	private static final int BETWEEN_RECORDS = 40;

	@TempDir
	private Path folder;

	private final FaultyDisk disk = new FaultyDisk();

	@AfterEach
	void remove() {
		disk.remove();
	}

	private MvMessageStore open() throws StoreException {
		return MvMessageStore.open(folder, disk.path("store"), Duration.ofDays(1));
	}

	/** Makes a store with these settings, and changes it. */
	private void make(Map<String, String> settings, Journal.Change change) throws StoreException {
		StoreFile file = new StoreFile(disk.path("store"));
		file.create(settings);
		Journal journal = new Journal(file, Duration.ofDays(1));
		journal.submit(change, true, 0).join();
		journal.close();
	}

	private void makeWithMessages() throws StoreException {
		try (MvMessageStore store = open()) {
			store.putQueue(16, Map.of("name", "queue"));
			for (int message = 0; message < 100; message++) {
				byte[] packet = new byte[2000];
				Arrays.fill(packet, (byte) 'x');
				store.queue(16).append(store.nextSequence(), new StoredMessage(1, true, new byte[4], packet, 100, 1000))
						.toCompletableFuture().join();
			}
		}
	}

	private void assertRefused(Kind kind, String... words) {
		assertThatThrownBy(this::open).isInstanceOfSatisfying(StoreException.class,
				e -> assertThat(e.kind()).isEqualTo(kind)).hasMessageContainingAll(words);
		assertThatThrownBy(this::open).as("it is not locked for ever").isInstanceOfSatisfying(StoreException.class,
				e -> assertThat(e.kind()).isEqualTo(kind));
	}

	@Test
	void aFileWithoutAnIntactCommitRecordIsRefused() throws Exception {
		makeWithMessages();
		byte[] content = disk.content("store");
		Arrays.fill(content, 0, 2 * BLOCK, (byte) 0);
		disk.put("store", content);

		assertRefused(Kind.DAMAGED, "is damaged", "keep a copy", "backup");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 5000, 8191, 8192, 20_000 })
	void aFileThatWasCutOffIsRefused(int size) throws Exception {
		makeWithMessages();
		disk.put("store", Arrays.copyOf(disk.content("store"), size));

		assertRefused(Kind.DAMAGED, "is damaged", "keep a copy", "backup");
	}

	@Test
	void aFileOfSomethingElseIsRefused() {
		byte[] text = "chunk:1,version:2\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
		disk.put("store", text);

		assertRefused(Kind.DAMAGED, "is damaged");
	}

	@Test
	void aFileOfH2ThatIsNoStoreOfOursIsRefused() {
		MVStore other = new MVStore.Builder().fileName(disk.path("store")).open();
		other.openMap("meta").put("format", "1");
		other.close();

		assertRefused(Kind.DAMAGED, "is damaged");
	}

	@Test
	void aStoreOfALaterFormatIsRefused() throws Exception {
		make(Map.of("format", "3", "queueManagerId", "not a GUID any more"), tables -> {});

		assertRefused(Kind.NEWER, "has format 3", "use the version that wrote it");
	}

	@Test
	void settingsThatMakeNoSenseAreRefused() throws Exception {
		for (Map<String, String> settings : List.of(Map.of("format", "x"), Map.of("format", "1"),
				Map.of("format", "1", "queueManagerId", "none"),
				Map.of("format", "1", "queueManagerId", UUID.randomUUID().toString(), "sequence", "-5"))) {
			make(settings, tables -> {});
			assertRefused(Kind.DAMAGED, "is damaged");
		}
	}

	@Test
	void aListOfQueuesThatMakesNoSenseIsRefused() throws Exception {
		make(SETTINGS, tables -> tables.putQueue(16, "name=\\uXYZ"));

		try (MvMessageStore store = open()) {
			assertThatThrownBy(store::queues).isInstanceOfSatisfying(StoreException.class,
					e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
		}
	}

	@Test
	void aDamagedMessageIsPassedOverAndCanBeDeleted() throws Exception {
		StoredMessage whole = new StoredMessage(1, true, new byte[0], new byte[6000], 100, 5000);
		make(SETTINGS, tables -> {
			tables.putQueue(16, "name=queue");
			tables.queue(16).messages().put(1L, whole.encode());
			tables.queue(16).bodies().put(1L, whole.body());
			tables.queue(16).messages().put(2L, new byte[]{ 1, 2, 3 });
			tables.queue(16).messages().put(3L, whole.encode());
			tables.queue(16).messages().put(4L, whole.encode());
			tables.queue(16).bodies().put(4L, new byte[5]);
			Tables.totals(tables.store()).put(16L, 3L * whole.size());
		});

		try (QuietLog quiet = new QuietLog(); MvMessageStore store = open()) {
			StoredQueue queue = store.queue(16);
			assertThat(queue.read(1, true).packet()).isEqualTo(whole.packet());
			assertThat(queue.read(2, false)).isNull();
			assertThat(queue.read(3, true)).isNull();
			assertThat(queue.read(3, false).size()).isEqualTo(whole.size());
			assertThat(queue.read(4, true)).isNull();
			assertThat(queue.count()).isEqualTo(4);

			queue.delete(2).toCompletableFuture().join();
			assertThat(queue.count()).isEqualTo(3);
			assertThat(queue.bytes()).isEqualTo(3L * whole.size());
			queue.clear(Set.of(1L)).toCompletableFuture().join();
			assertThat(queue.count()).isEqualTo(1);
			assertThat(queue.bytes()).isEqualTo(whole.size());
			assertThat(queue.read(1, true).packet()).isEqualTo(whole.packet());
		}
	}

	@Test
	void aPageThatCannotBeReadIsAnErrorAndTheStoreGoesOn() throws Exception {
		makeWithMessages();
		try (MvMessageStore store = open()) {
			for (int version = 0; version < 25; version++) {
				store.putQueue(17, Map.of("name", "queue " + version));
			}
		}
		byte[] content = disk.content("store");
		int[] filled = IntStream.range(0, content.length).filter(index -> content[index] == 'x').toArray();
		for (int index = 1000; index < filled.length; index++) {
			int end = filled[index - 1];
			boolean isRecord = end - filled[index - 1000] == 999;
			if (isRecord && filled[index] - end < BETWEEN_RECORDS) {
				Arrays.fill(content, end + 1, filled[index], (byte) -1);
			}
		}
		disk.put("store", content);

		try (QuietLog quiet = new QuietLog(); MvMessageStore store = open()) {
			assertThatThrownBy(() -> Model.read(store)).isInstanceOfSatisfying(StoreException.class,
					e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
			store.putQueue(17, Map.of("name", "other"));
			long id = store.nextSequence();
			store.queue(17).append(id, new StoredMessage(1, true, new byte[0], new byte[10], 0, 10))
					.toCompletableFuture().join();
			assertThat(store.queue(17).contains(id)).isTrue();
		}
	}

	@Test
	void aFolderThatIsInUseIsRefused() throws Exception {
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			assertThatThrownBy(() -> MvMessageStore.open(folder)).isInstanceOfSatisfying(StoreException.class,
					e -> assertThat(e.kind()).isEqualTo(Kind.IN_USE)).hasMessageContaining("used by another");
			assertThat(store.size()).isPositive();
		}
		MvMessageStore.open(folder).close();
	}

	@Test
	void aFolderThatIsAFileIsRefused() throws Exception {
		Path file = Files.createFile(folder.resolve("file"));

		assertThatThrownBy(() -> MvMessageStore.open(file)).isInstanceOf(StoreException.class)
				.hasMessageContainingAll(file.toString(), "it is a file");
		assertThatThrownBy(() -> MvMessageStore.open(file.resolve("below"))).isInstanceOf(StoreException.class)
				.hasMessageContainingAll(file.toString(), "it is a file");
	}

	@Test
	void aSizeThatIsUnknownIsNotZero() throws Exception {
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			Files.delete(folder.resolve(MvMessageStore.FILE));

			assertThatThrownBy(store::size).isInstanceOf(StoreException.class);
		}
	}
}
