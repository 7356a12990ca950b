package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Store files of formats 1 and 2, which every later version has to open. They were written on Linux: what {@link #fill}
 * does, and for format 2 {@link #fillMore}, with the identity and the sequence that the tests name, and a kill at the end.
 */
class GoldenFileTest {

	private static final String FILES = "dev.quayside.queuemanager.store.tests/files/format-";
	private static final UUID ID = UUID.fromString("6f1c1f0a-3d0f-4c3a-9a43-0d7a5a5e7c01");
	private static final long RESERVED = 1_000_001;
	private static final long FIRST = 1L << 56 | 1;
	private static final MessageHistory MOVED = new MessageHistory(0, 1, 1_764_000_000, 0);
	private static final MessageHistory ABORTED = new MessageHistory(2, 0, 0, 0x8401);

	@TempDir
	private Path folder;

	private static Path file(int format) {
		return Vectors.tests().resolve(FILES + format + ".mv.db");
	}

	private MvMessageStore golden(int format) throws Exception {
		Files.copy(file(format), folder.resolve(MvMessageStore.FILE));
		return MvMessageStore.open(folder);
	}

	static void fill(MvMessageStore store) throws StoreException {
		store.nextSequence();
		store.putQueue(16, Map.of("name", "orders", "label", "Bestellungen für \\ = : # !"));
		store.putQueue(17, Map.of("name", "purged"));
		store.putQueue(18, Map.of("name", "gone"));
		append(store, 16, FIRST, message(1, true, 10, 300));
		append(store, 16, 7L << 56 | 2, message(0xFFFF_FFFFL, false, 0, 0));
		append(store, 16, 0L << 56 | 3, message(3, true, 200, 5000));
		append(store, 16, 3L << 56 | 4, message(4, true, 5, 50));
		append(store, 17, FIRST + 4, message(5, true, 100, 20_000));
		append(store, 17, FIRST + 5, message(6, true, 100, 20));
		append(store, 17, FIRST + 6, message(7, true, 100, 20));
		append(store, 18, FIRST + 7, message(8, true, 100, 20));
		store.queue(16).delete(3L << 56 | 4).toCompletableFuture().join();
		store.queue(17).clear(Set.of(FIRST + 4)).toCompletableFuture().join();
		store.removeQueue(18);
	}

	static void fillMore(MvMessageStore store) throws StoreException {
		store.putQueue(0x0100_0000, Map.of("kind", "subqueue"));
		store.apply(changes(), true).toCompletableFuture().join();
	}

	private static List<StoreChange> changes() {
		return List.of(new StoreChange.Append(16, FIRST + 8, message(9, true, 10, 300).withNeedsWork(true)),
				new StoreChange.Append(0x0100_0000, FIRST + 9, message(10, true, 10, 6000).withNeedsWork(true)),
				new StoreChange.Move(16, 3, 0x0100_0000, 3, MOVED), new StoreChange.Recount(16, FIRST, ABORTED),
				new StoreChange.Put(Model.TABLE, "peer/7", new byte[]{ 1, 2, 3 }),
				new StoreChange.Put(Model.TABLE, "peer/8", new byte[0]), new StoreChange.Remove(Model.TABLE, "peer/8"),
				new StoreChange.Delete(17, FIRST + 4));
	}

	private static StoredMessage message(long arrived, boolean recoverable, int before, int body) {
		byte[] packet = new byte[before + body + 7];
		for (int index = 0; index < packet.length; index++) {
			packet[index] = (byte) (index * 31 + arrived);
		}
		byte[] sender = recoverable ? new byte[]{ 127, 0, 0, 1 } : new byte[16];
		return new StoredMessage(arrived, recoverable, sender, packet, before, body);
	}

	private static void append(MvMessageStore store, int queue, long id, StoredMessage message) {
		store.queue(queue).append(id, message).toCompletableFuture().join();
	}

	private static Model expected() {
		Model expected = new Model();
		expected.putQueue(16, Map.of("name", "orders", "label", "Bestellungen für \\ = : # !"));
		expected.putQueue(17, Map.of("name", "purged"));
		expected.append(16, FIRST, message(1, true, 10, 300));
		expected.append(16, 7L << 56 | 2, message(0xFFFF_FFFFL, false, 0, 0));
		expected.append(16, 3, message(3, true, 200, 5000));
		expected.append(17, FIRST + 4, message(5, true, 100, 20_000));
		return expected;
	}

	private static Model expectedMore() {
		Model expected = expected();
		expected.putQueue(0x0100_0000, Map.of("kind", "subqueue"));
		expected.append(16, FIRST + 8, message(9, true, 10, 300).withNeedsWork(true));
		expected.append(0x0100_0000, FIRST + 9, message(10, true, 10, 6000).withNeedsWork(true));
		expected.move(16, 3, 0x0100_0000, 3, MOVED);
		expected.recount(16, FIRST, ABORTED);
		expected.putValue("peer/7", new byte[]{ 1, 2, 3 });
		expected.delete(17, FIRST + 4);
		return expected;
	}

	@Test
	void aFileOfFormat2HoldsWhatWasWritten() throws Exception {
		try (MvMessageStore store = golden(2)) {
			assertThat(store.queueManagerId()).isEqualTo(ID);
			assertThat(Model.read(store)).isEqualTo(expectedMore());
			assertThat(store.nextSequence()).isEqualTo(RESERVED);
		}
		assertThat(StoreMaintenance.check(folder).damage()).isEmpty();
	}

	@Test
	void aFileOfFormat1BecomesOneOfFormat2() throws Exception {
		try (MvMessageStore store = golden(1)) {
			fillMore(store);
			assertThat(Model.read(store)).isEqualTo(expectedMore());
		}
		StoreReport report = StoreMaintenance.check(folder);
		assertThat(report.format()).isEqualTo(2);
		assertThat(report.damage()).isEmpty();
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			assertThat(Model.read(store)).isEqualTo(expectedMore());
		}
	}

	@Test
	void aFileOfFormat1HoldsWhatWasWritten() throws Exception {
		try (MvMessageStore store = golden(1)) {
			assertThat(store.queueManagerId()).isEqualTo(ID);
			assertThat(Model.read(store)).isEqualTo(expected());
			assertThat(store.nextSequence()).isEqualTo(RESERVED);
		}
	}

	@Test
	void aFileOfFormat1CanBeChanged() throws Exception {
		Model expected = expected();
		StoredMessage message = message(9, true, 50, 9000);
		try (MvMessageStore store = golden(1)) {
			append(store, 17, FIRST + 9, message);
			store.queue(16).delete(FIRST).toCompletableFuture().join();
		}
		expected.append(17, FIRST + 9, message);
		expected.delete(16, FIRST);

		try (MvMessageStore store = MvMessageStore.open(folder)) {
			assertThat(store.queueManagerId()).isEqualTo(ID);
			assertThat(Model.read(store)).isEqualTo(expected);
		}
	}

	@Test
	void thisVersionWritesThePlacesThatTheFormatNames() throws Exception {
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			fill(store);
			assertThat(Model.read(store)).isEqualTo(expected());
		}
		byte[] now = Files.readAllBytes(folder.resolve(MvMessageStore.FILE));
		byte[] then = Files.readAllBytes(file(1));
		for (byte[] file : new byte[][]{ now, then }) {
			for (int block : new int[]{ 0, 4096 }) {
				String record = new String(Arrays.copyOfRange(file, block, block + 256), "ISO-8859-1");
				assertThat(record)
						.matches("(?s)H:2,block:\\p{XDigit}+,blockSize:1000,chunk:\\p{XDigit}+,crc:\\p{XDigit}+,"
								+ "created:\\p{XDigit}+,format:3,len:\\p{XDigit}+,version:\\p{XDigit}+,fletcher:\\p{XDigit}+\n\0+");
			}
		}
	}
}
