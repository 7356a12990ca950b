package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.queuemanager.store.FaultyDisk.Survival;
import dev.quayside.queuemanager.store.StoreException.Kind;
import dev.quayside.testkit.Vectors;

import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

class StoreMaintenanceTest {

	private static final Path GOLDEN = Vectors.tests()
			.resolve("dev.quayside.queuemanager.store.tests/files/format-1.mv.db");
	private static final Map<String, String> SETTINGS = Map.of("format", "2", "queueManagerId",
			new UUID(1, 2).toString(), "sequence", "1000");

	/** Behind the two headers of the file. */
	private static final int FIRST_CHUNK = 2 * 4096;

	@TempDir
	private Path folder;

	private final FaultyDisk disk = new FaultyDisk();
	private QuietLog quiet;

	@BeforeEach
	void silence() {
		quiet = new QuietLog();
	}

	@AfterEach
	void forget() {
		disk.remove();
		quiet.close();
	}

	private MvMessageStore open(FaultyDisk on) throws StoreException {
		return MvMessageStore.open(folder, on.path("store"), Duration.ofDays(1));
	}

	private static void append(StoredQueue queue, long id, int size) {
		byte[] packet = new byte[size];
		ThreadLocalRandom.current().nextBytes(packet);
		queue.append(id, new StoredMessage(7, false, new byte[4], packet, 0, size).withNeedsWork(id % 3 == 0))
				.toCompletableFuture().join();
	}

	/** A store of which most is not needed any more. */
	private Model fill() throws StoreException {
		try (MvMessageStore store = open(disk)) {
			store.putQueue(16, Map.of("name", "one"));
			store.putQueue(17, Map.of("name", "two"));
			store.nextSequence();
			for (int id = 1; id <= 300; id++) {
				append(store.queue(16 + id % 2), id, id % 7 == 0 ? 50_000 : 300);
			}
			for (int id = 1; id <= 300; id++) {
				if (id % 20 != 0) {
					store.queue(16 + id % 2).delete(id).toCompletableFuture().join();
				}
			}
			store.putQueue(18, Map.of("name", "three"));
			store.apply(List.of(new StoreChange.Put(Model.TABLE, "key", new byte[9])), true)
					.toCompletableFuture().join();
			return Model.read(store);
		}
	}

	private StoreReport check() throws StoreException {
		return StoreMaintenance.check(folder, disk.path("store"));
	}

	@Test
	void anIntactStoreIsCounted() throws Exception {
		fill();

		StoreReport report = check();

		assertThat(report.damage()).isEmpty();
		assertThat(report.isIntact()).isTrue();
		assertThat(report.format()).isEqualTo(2);
		assertThat(report.queues()).isEqualTo(3);
		assertThat(report.messages()).isEqualTo(15);
		assertThat(report.largeBodies()).isEqualTo(2);
		assertThat(report.messageBytes()).isEqualTo(13 * 300 + 2 * 50_000);
		assertThat(report.values()).isEqualTo(1);
		assertThat(report.chunks()).isPositive();
		assertThat(report.fileBytes()).isEqualTo(disk.content("store").length).isGreaterThan(report.chunkBytes());
	}

	@Test
	void aCheckWritesNothing() throws Exception {
		fill();
		byte[] before = disk.content("store");

		check();

		assertThat(disk.content("store")).isEqualTo(before);
	}

	@Test
	void aFileOfFormat1IsCheckedAndStaysSo() throws Exception {
		Files.copy(GOLDEN, folder.resolve(MvMessageStore.FILE));

		StoreReport report = StoreMaintenance.check(folder);

		assertThat(report.damage()).isEmpty();
		assertThat(report.format()).isEqualTo(1);
		assertThat(report.messages()).isEqualTo(4);
		assertThat(folder.resolve(MvMessageStore.FILE)).hasSameBinaryContentAs(GOLDEN);
	}

	@Test
	void compactionKeepsEverythingInLessSpace() throws Exception {
		Model before = fill();

		StoreMaintenance.Compacted compacted = StoreMaintenance.compact(folder, disk.path("store"));

		assertThat(compacted.after()).isLessThan(compacted.before() / 3).isEqualTo(disk.content("store").length);
		assertThat(check().damage()).isEmpty();
		try (MvMessageStore store = open(disk)) {
			assertThat(Model.read(store)).isEqualTo(before);
			assertThat(store.nextSequence()).isEqualTo(1_000_001);
		}
	}

	@Test
	void compactionGivesAnOldFileTheNewFormat() throws Exception {
		Files.copy(GOLDEN, folder.resolve(MvMessageStore.FILE));

		StoreMaintenance.compact(folder);

		StoreReport report = StoreMaintenance.check(folder);
		assertThat(report.damage()).isEmpty();
		assertThat(report.format()).isEqualTo(2);
		assertThat(report.messages()).isEqualTo(4);
		assertThat(folder.toFile().list()).containsExactlyInAnyOrder(MvMessageStore.FILE, "lock");
	}

	@Test
	void aCutAtAnyWriteOrForceOfACompactionLosesNothing() throws Exception {
		Model before = fill();
		SplittableRandom random = new SplittableRandom(1);
		boolean cut = true;
		int event = 0;
		for (; cut; event++) {
			FaultyDisk copy = disk.revive(Survival.EVERYTHING, event);
			copy.cutAt(copy.events() + event);
			cut = fails(copy);
			FaultyDisk revived = copy.revive(Survival.values()[random.nextInt(Survival.values().length)], event);
			try (MvMessageStore store = open(revived)) {
				assertThat(Model.read(store)).as("cut at " + event).isEqualTo(before);
			}
			assertThat(revived.exists("store.new")).isFalse();
			copy.remove();
			revived.remove();
		}
		assertThat(event).as("events that were cut").isGreaterThan(5);
	}

	private boolean fails(FaultyDisk on) {
		try {
			StoreMaintenance.compact(folder, on.path("store"));
			return false;
		} catch (StoreException e) {
			return true;
		}
	}

	@Test
	void aCompactionWithoutRoomLeavesTheFileAsItIs() throws Exception {
		fill();
		byte[] before = disk.content("store");
		disk.setCapacity(disk.used() + 20_000);

		assertThatThrownBy(() -> StoreMaintenance.compact(folder, disk.path("store")))
				.isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.WRITE_FAILED))
				.hasMessageContaining(FaultyDisk.NO_SPACE);

		assertThat(disk.content("store")).isEqualTo(before);
		assertThat(disk.exists("store.new")).isFalse();
	}

	private void make(Consumer<MVStore> filling) throws StoreException {
		new StoreFile(disk.path("store")).replace(store -> {
			Tables.settings(store).putAll(SETTINGS);
			Tables tables = new Tables(store);
			tables.putQueue(16, "name=one");
			StoredMessage small = new StoredMessage(1, true, new byte[0], new byte[10], 0, 10);
			StoredMessage large = new StoredMessage(1, true, new byte[0], new byte[5000], 0, 5000).withNeedsWork(true);
			tables.queue(16).messages().put(1L, small.encode());
			tables.queue(16).messages().put(2L, large.encode());
			tables.queue(16).bodies().put(2L, large.body());
			tables.queue(16).work().put(2L, new byte[0]);
			Tables.totals(tables.store()).put(16L, 5010L);
			filling.accept(store);
			store.commit();
			store.sync();
		});
	}

	private void assertDamage(Consumer<MVStore> damage, String sentence) throws StoreException {
		make(damage);
		assertThat(check().damage()).as(sentence).singleElement().asString().contains(sentence);
		assertThatThrownBy(() -> StoreMaintenance.compact(folder, disk.path("store")))
				.isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
				.hasMessageContainingAll(sentence, "keep a copy", "backup");
	}

	@Test
	void everyDamageIsSaid() throws Exception {
		make(store -> {});
		assertThat(check().damage()).isEmpty();

		byte[] wrong = new byte[5000];
		wrong[3] = 1;
		assertDamage(store -> Tables.bytes(store, "bodies.16").put(2L, wrong),
				"Message 2 of queue 16 is damaged: its body");
		assertDamage(store -> Tables.bytes(store, "bodies.16").put(1L, new byte[7]), "2 bodies for 1 messages");
		assertDamage(store -> Tables.bytes(store, "work.16").put(1L, new byte[0]), "2 entries in the index");
		assertDamage(store -> Tables.bytes(store, "work.16").put(7L, new byte[0]), "2 entries in the index");
		assertDamage(store -> Tables.totals(store).put(16L, 1L), "bytes, and its total is 1");
		assertDamage(store -> Tables.totals(store).put(19L, 1L), "a total of queue 19");
		assertDamage(store -> Tables.bytes(store, "messages.20").put(1L, new byte[0]), "a map messages.20");
		assertDamage(store -> Tables.values(store).put("no table", new byte[0]), "a small value no table");
		assertDamage(store -> Tables.queues(store).put(16L, "name=\\uXYZ"), "The attributes of queue 16");
		assertDamage(store -> {
			byte[] record = Tables.bytes(store, "messages.16").remove(1L);
			Tables.bytes(store, "messages.16").put(1000L, record);
		}, "Message 1000 of queue 16 has a lookup id that was never given");
	}

	@Test
	void aDamagedRecordIsSaid() throws Exception {
		make(store -> {
			byte[] record = Tables.bytes(store, "messages.16").get(1L).clone();
			record[20] ^= 1;
			Tables.bytes(store, "messages.16").put(1L, record);
		});

		assertThat(check().damage()).hasSize(2).first().asString()
				.contains("Message 1 of queue 16 is damaged: its record");
		assertThat(check().messages()).isEqualTo(2);
	}

	/** The first chunk has the messages, and is not one of the last ones, which H2 itself looks at. */
	@Test
	void anOverwrittenChunkIsSaid() throws Exception {
		make(store -> {
			for (int commit = 0; commit < 50; commit++) {
				store.commit();
				Tables.settings(store).put("sequence", Integer.toString(1000 + commit));
			}
		});
		assertThat(check().damage()).isEmpty();
		byte[] content = disk.content("store");
		Arrays.fill(content, FIRST_CHUNK, FIRST_CHUNK + 100, (byte) 'z');
		disk.put("store", content);
		assertThat(check().damage()).first().asString().contains("Chunk 1 is not at block 2");
	}

	@Test
	void aLastWriteThatWasCutOffIsSaid() throws Exception {
		Model before = fill();
		assertThat(check().cutOff()).isFalse();
		disk.cutAt(disk.events() + 2);
		try (MvMessageStore store = open(disk)) {
			store.putQueue(19, Map.of("name", "four"));
		} catch (StoreException e) {
			assertThat(disk.isOff()).isTrue();
		}
		int cutOff = 0;
		for (Survival survival : Survival.values()) {
			FaultyDisk revived = disk.revive(survival, 3);
			StoreReport report = StoreMaintenance.check(folder, revived.path("store"));
			assertThat(report.damage()).isEmpty();
			cutOff += report.cutOff() ? 1 : 0;
			assertThat(report.messages()).isEqualTo(before.ids(16).length + before.ids(17).length);
			revived.remove();
		}
		assertThat(cutOff).isPositive();
	}

	@Test
	void aNewerFileIsRefused() throws Exception {
		make(store -> Tables.settings(store).put("format", "3"));

		assertThatThrownBy(this::check).isInstanceOfSatisfying(StoreException.class,
				e -> assertThat(e.kind()).isEqualTo(Kind.NEWER)).hasMessageContaining("use the version that wrote it");
	}

	@Test
	void aFolderInUseIsRefused() throws Exception {
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			assertThatThrownBy(() -> StoreMaintenance.check(folder)).hasMessageContainingAll("used by another", "stop");
			assertThatThrownBy(() -> StoreMaintenance.compact(folder)).hasMessageContaining("used by another");
		}
		assertThat(StoreMaintenance.check(folder).damage()).isEmpty();
	}

	@Test
	void aFolderWithoutAStoreIsRefusedAndStaysAsItIs() {
		assertThatThrownBy(() -> StoreMaintenance.check(folder.resolve("none"))).isInstanceOfSatisfying(
				StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_STORE));
		assertThatThrownBy(() -> StoreMaintenance.compact(folder)).hasMessageContaining("There is no store in");
		assertThat(folder).isEmptyDirectory();
	}
}
