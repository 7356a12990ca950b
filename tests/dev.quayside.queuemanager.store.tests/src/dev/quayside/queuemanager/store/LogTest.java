package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.queuemanager.store.FaultyDisk.Survival;
import dev.quayside.queuemanager.store.StoreChange.Append;
import dev.quayside.queuemanager.store.StoreChange.Delete;
import dev.quayside.queuemanager.store.StoreChange.Note;
import dev.quayside.queuemanager.store.StoreChange.Put;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;

class LogTest {

	private static final String TABLE = "recent";
	private static final int SIZE = 24;
	private static final int QUEUE = 16;

	@TempDir
	private Path folder;

	private FaultyDisk disk = new FaultyDisk();

	@AfterEach
	void removeDisk() {
		disk.remove();
	}

	private MvMessageStore open() throws StoreException {
		return MvMessageStore.open(folder, disk.path("store"), Duration.ofDays(1));
	}

	private static Note note(long number) {
		return new Note(TABLE, ByteBuffer.allocate(SIZE).putLong(number).array());
	}

	private static List<Long> numbers(MvMessageStore store) throws StoreException {
		return store.log(TABLE, SIZE).stream().map(record -> ByteBuffer.wrap(record).getLong()).toList();
	}

	private static void apply(MvMessageStore store, boolean force, StoreChange... changes) {
		store.apply(List.of(changes), force).toCompletableFuture().join();
	}

	@Test
	void recordsComeBackInTheirOrderAfterEachRestart() throws Exception {
		for (long first = 0; first < 900; first += 300) {
			try (MvMessageStore store = open()) {
				assertThat(numbers(store)).isEqualTo(LongStream.range(0, first).boxed().toList());
				for (long number = first; number < first + 300; number++) {
					apply(store, number % 7 == 0, note(number));
				}
			}
		}
	}

	@Test
	void onlyTheLatestAreKept() throws Exception {
		try (MvMessageStore store = open()) {
			for (long number = 0; number < 30_000; number++) {
				apply(store, number % 4_000 == 0, note(number));
			}
		}
		try (MvMessageStore store = open()) {
			List<Long> numbers = numbers(store);
			assertThat(numbers).hasSizeBetween(10_000, 11_000);
			assertThat(numbers).isEqualTo(LongStream.range(30_000 - numbers.size(), 30_000).boxed().toList());
		}
	}

	@Test
	void whatCouldNotBeMadeLeavesNoRecord() throws Exception {
		try (MvMessageStore store = open()) {
			apply(store, true, note(1));
			assertThatThrownBy(() -> apply(store, true, note(2), note(3), new Delete(QUEUE, 1)))
					.isInstanceOf(CompletionException.class);
			apply(store, true, note(4));
		}
		try (MvMessageStore store = open()) {
			assertThat(numbers(store)).containsExactly(1L, 4L);
		}
	}

	@Test
	void valuesThatAreNoBlocksOfRecordsAreLeftOut() throws Exception {
		try (MvMessageStore store = open()) {
			apply(store, true, note(1), new Put(TABLE, "5", new byte[3]), new Put(TABLE, "6", new byte[8]),
					new Put(TABLE, "7", new byte[4096]), new Put(TABLE, "x", new byte[32]));
		}
		try (MvMessageStore store = open()) {
			assertThat(numbers(store)).containsExactly(1L);
			assertThat(store.log(TABLE, 5)).isEmpty();
			assertThat(store.log("none", SIZE)).isEmpty();
		}
		assertThatThrownBy(() -> new Note(TABLE, new byte[65])).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Note(TABLE, new byte[0])).isInstanceOf(IllegalArgumentException.class);
	}

	@ParameterizedTest
	@EnumSource(Survival.class)
	void aRecordIsThereExactlyWhereItsMessageIsWheneverThePowerGoes(Survival survival) throws Exception {
		boolean cut = true;
		for (int event = 0; cut; event++) {
			disk.remove();
			disk = new FaultyDisk();
			try (MvMessageStore store = open()) {
				store.putQueue(QUEUE, Map.of());
				disk.cutAt(disk.events() + event);
				send(store);
			}
			cut = disk.isOff();
			FaultyDisk before = disk;
			disk = before.revive(survival, event);
			before.remove();
			try (MvMessageStore store = open()) {
				assertThat(numbers(store)).as("cut at event %d", event).isEqualTo(ids(store));
			}
		}
	}

	private static void send(MvMessageStore store) {
		try {
			for (long number = 1; number <= 12; number++) {
				StoredMessage message = new StoredMessage(7, true, new byte[4], new byte[500], 0, 500);
				apply(store, number % 3 != 0, new Append(QUEUE, number, message), note(number));
			}
		} catch (CompletionException e) {
			assertThat(e.getCause()).isInstanceOf(StoreException.class);
		}
	}

	private static List<Long> ids(MvMessageStore store) throws StoreException {
		List<Long> ids = new ArrayList<>();
		for (OptionalLong id = store.queue(QUEUE).first(); id.isPresent(); id = store.queue(QUEUE)
				.next(id.getAsLong())) {
			ids.add(id.getAsLong());
		}
		return ids;
	}
}
