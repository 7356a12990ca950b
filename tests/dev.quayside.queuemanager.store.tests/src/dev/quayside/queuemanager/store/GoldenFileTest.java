package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A store file of format 1, which every later version has to open. Version 0.1.0 has written it on Linux: what
 * {@link #fill} does, with the identity and the sequence that the tests name, and a kill at the end.
 */
class GoldenFileTest {

	private static final String FILE = "dev.quayside.queuemanager.store.tests/files/format-1.mv.db";
	private static final UUID ID = UUID.fromString("6f1c1f0a-3d0f-4c3a-9a43-0d7a5a5e7c01");
	private static final long RESERVED = 1_000_001;
	private static final long FIRST = 1L << 56 | 1;

	@TempDir
	private Path folder;

	private MvMessageStore golden() throws Exception {
		Files.copy(Vectors.tests().resolve(FILE), folder.resolve(MvMessageStore.FILE));
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

	@Test
	void aFileOfFormat1HoldsWhatWasWritten() throws Exception {
		try (MvMessageStore store = golden()) {
			assertThat(store.queueManagerId()).isEqualTo(ID);
			assertThat(Model.read(store)).isEqualTo(expected());
			assertThat(store.nextSequence()).isEqualTo(RESERVED);
		}
	}

	@Test
	void aFileOfFormat1CanBeChanged() throws Exception {
		Model expected = expected();
		StoredMessage message = message(9, true, 50, 9000);
		try (MvMessageStore store = golden()) {
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
		byte[] then = Files.readAllBytes(Vectors.tests().resolve(FILE));
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
