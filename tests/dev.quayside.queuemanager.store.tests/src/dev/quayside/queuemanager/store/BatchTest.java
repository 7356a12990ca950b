package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.queuemanager.store.FaultyDisk.Survival;
import dev.quayside.queuemanager.store.StoreChange.Append;
import dev.quayside.queuemanager.store.StoreChange.Clear;
import dev.quayside.queuemanager.store.StoreChange.Delete;
import dev.quayside.queuemanager.store.StoreChange.Move;
import dev.quayside.queuemanager.store.StoreChange.Put;
import dev.quayside.queuemanager.store.StoreChange.Recount;
import dev.quayside.queuemanager.store.StoreException.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class BatchTest {

	private static final int ORDERS = 16;
	private static final int POISON = 17;
	private static final MessageHistory MOVED = MessageHistory.NONE.moved(7);

	@TempDir
	private Path folder;

	private final FaultyDisk disk = new FaultyDisk();
	private MvMessageStore store;

	@BeforeEach
	void open() throws StoreException {
		store = MvMessageStore.open(folder, disk.path("store"), Duration.ofDays(1));
		store.putQueue(ORDERS, Map.of());
		store.putQueue(POISON, Map.of());
	}

	@AfterEach
	void close() {
		store.close();
		disk.remove();
	}

	private static StoredMessage message(int size) {
		byte[] packet = new byte[size];
		packet[size - 1] = 5;
		return new StoredMessage(7, true, new byte[4], packet, 0, size);
	}

	private void apply(StoreChange... changes) {
		store.apply(List.of(changes), true).toCompletableFuture().join();
	}

	private List<Long> ids(int queue) throws StoreException {
		List<Long> ids = new ArrayList<>();
		for (OptionalLong id = store.queue(queue).first(); id.isPresent(); id = store.queue(queue)
				.next(id.getAsLong())) {
			ids.add(id.getAsLong());
		}
		assertThat(store.queue(queue).count()).isEqualTo(ids.size());
		return ids;
	}

	private List<Long> needingWork(int queue) throws StoreException {
		List<Long> ids = new ArrayList<>();
		for (OptionalLong id = store.queue(queue).needingWork(-1); id.isPresent(); id = store.queue(queue)
				.needingWork(id.getAsLong())) {
			ids.add(id.getAsLong());
		}
		return ids;
	}

	@Test
	void aMoveTakesTheMessageAndItsBodyAlong() throws Exception {
		apply(new Append(ORDERS, 1, message(20_000).withNeedsWork(true)), new Append(ORDERS, 2, message(10)));

		apply(new Move(ORDERS, 1, POISON, 9, MOVED));

		assertThat(ids(ORDERS)).containsExactly(2L);
		assertThat(ids(POISON)).containsExactly(9L);
		StoredMessage moved = store.queue(POISON).read(9, true);
		assertThat(moved.packet()).isEqualTo(message(20_000).packet());
		assertThat(moved.history()).isEqualTo(MOVED);
		assertThat(store.queue(ORDERS).bytes()).isEqualTo(10);
		assertThat(store.queue(POISON).bytes()).isEqualTo(20_000);
		assertThat(needingWork(ORDERS)).isEmpty();
		assertThat(needingWork(POISON)).containsExactly(9L);
	}

	@Test
	void changesOfOneMessageFollowEachOther() throws Exception {
		apply(new Append(ORDERS, 1, message(5000)), new Move(ORDERS, 1, POISON, 1, MOVED),
				new Recount(POISON, 1, MOVED.aborted()), new Move(POISON, 1, ORDERS, 2, MOVED.moved(8)),
				new Append(ORDERS, 3, message(10)), new Delete(ORDERS, 3));

		assertThat(ids(ORDERS)).containsExactly(2L);
		assertThat(ids(POISON)).isEmpty();
		assertThat(store.queue(ORDERS).read(2, false).history()).isEqualTo(new MessageHistory(0, 2, 8, 0));
		assertThat(store.queue(ORDERS).bytes()).isEqualTo(5000);
	}

	@Test
	void nothingChangesWhereOneChangeCannotBeMade() throws Exception {
		apply(new Append(ORDERS, 1, message(5000)), new Append(POISON, 2, message(10)),
				new Put(Model.TABLE, "key", new byte[]{ 1 }));
		Model before = Model.read(store);

		assertThatThrownBy(() -> apply(new Delete(ORDERS, 1), new Append(ORDERS, 3, message(10)),
				new Clear(POISON, Set.of()), new Append(POISON, 4, message(10)),
				new Put(Model.TABLE, "key", new byte[]{ 2 }), new Move(ORDERS, 1, POISON, 1, MOVED)))
				.isInstanceOf(CompletionException.class).cause().isInstanceOfSatisfying(StoreException.class,
						e -> assertThat(e.kind()).isEqualTo(Kind.NO_MESSAGE));

		assertThat(Model.read(store)).isEqualTo(before);
		apply(new Append(POISON, 4, message(10)));
		assertThat(ids(POISON)).containsExactly(2L, 4L);
	}

	@Test
	void aChangeOfAQueueThatDoesNotExistFails() {
		for (StoreChange change : List.of(new Append(99, 1, message(1)), new Delete(99, 1), new Clear(99, Set.of()),
				new Move(99, 1, ORDERS, 1, MOVED), new Recount(99, 1, MOVED))) {
			assertThatThrownBy(() -> apply(change)).cause().isInstanceOfSatisfying(StoreException.class,
					e -> assertThat(e.kind()).isEqualTo(Kind.NO_QUEUE));
		}
	}

	@Test
	void aPurgeAndWhatFollowsItAreOneChange() throws Exception {
		apply(new Append(ORDERS, 1, message(5000).withNeedsWork(true)), new Append(ORDERS, 2, message(10)),
				new Append(ORDERS, 3, message(10)));

		apply(new Clear(ORDERS, Set.of(3L)), new Append(POISON, 4, message(30)));

		assertThat(ids(ORDERS)).containsExactly(1L, 3L);
		assertThat(needingWork(ORDERS)).containsExactly(1L);
		assertThat(ids(POISON)).containsExactly(4L);
	}

	@Test
	void onlyMessagesThatNeedWorkAreFoundForIt() throws Exception {
		StoreChange[] appends = IntStream.range(0, 60)
				.mapToObj(id -> new Append(ORDERS, id, message(10).withNeedsWork(id % 20 == 5)))
				.toArray(StoreChange[]::new);
		apply(appends);
		store.queue(ORDERS).delete(25).toCompletableFuture().join();

		assertThat(needingWork(ORDERS)).containsExactly(5L, 45L);
		assertThat(store.queue(ORDERS).needingWork(5)).hasValue(45);
		store.queue(ORDERS).clear(Set.of()).toCompletableFuture().join();
		assertThat(ids(ORDERS)).containsExactly(5L, 45L);
		assertThat(needingWork(ORDERS)).containsExactly(5L, 45L);
	}

	@Test
	void whatIsAddedIsSeenOnlyWhenAllHasCompleted() throws Exception {
		apply(new Append(ORDERS, 1, message(5000)));
		CountDownLatch forcing = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		disk.onForce(() -> {
			forcing.countDown();
			proceed.await();
		});
		CompletionStage<Void> pending = store.apply(List.of(new Append(ORDERS, 2, message(10).withNeedsWork(true)),
				new Move(ORDERS, 1, POISON, 3, MOVED), new Put(Model.TABLE, "key", new byte[1])), true);
		forcing.await();

		assertThat(ids(ORDERS)).isEmpty();
		assertThat(needingWork(ORDERS)).isEmpty();
		assertThat(ids(POISON)).isEmpty();
		assertThat(store.queue(POISON).read(3, true)).isNull();
		assertThat(store.queue(POISON).bytes()).isZero();
		assertThat(store.table(Model.TABLE)).isEmpty();

		proceed.countDown();
		pending.toCompletableFuture().join();
		assertThat(ids(ORDERS)).containsExactly(2L);
		assertThat(ids(POISON)).containsExactly(3L);
		assertThat(store.table(Model.TABLE)).containsOnlyKeys("key");
	}

	@Test
	void aDiskThatIsFullTakesNothingOfThem() throws Exception {
		apply(new Append(ORDERS, 1, message(5000)), new Put(Model.TABLE, "key", new byte[]{ 1 }));
		Model before = Model.read(store);
		disk.setCapacity(disk.used());

		try (QuietLog quiet = new QuietLog()) {
			assertThatThrownBy(() -> apply(new Append(POISON, 2, message(100_000)), new Delete(ORDERS, 1),
					new Put(Model.TABLE, "key", new byte[]{ 2 }))).hasRootCauseMessage(FaultyDisk.NO_SPACE);
			assertThat(Model.read(store)).isEqualTo(before);
		}
		disk.setCapacity(Long.MAX_VALUE);
		apply(new Append(POISON, 2, message(100_000)), new Delete(ORDERS, 1));

		FaultyDisk revived = disk.revive(Survival.NOTHING, 0);
		try (MvMessageStore again = MvMessageStore.open(folder.resolve("other"), revived.path("store"),
				Duration.ofDays(1))) {
			assertThat(Model.read(again)).isEqualTo(Model.read(store));
			assertThat(again.queue(ORDERS).count()).isZero();
			assertThat(again.queue(POISON).count()).isEqualTo(1);
		} finally {
			revived.remove();
		}
	}

	@Test
	void tablesKeepTheirValuesApart() throws Exception {
		apply(new Put("one", "a/b", new byte[]{ 1 }), new Put("one", "", new byte[0]),
				new Put("one2", "a", new byte[2]),
				new Put("two", "a/b", new byte[]{ 3 }));
		apply(new StoreChange.Remove("two", "a/b"), new StoreChange.Remove("two", "none"));

		assertThat(store.table("one")).containsOnlyKeys("", "a/b").containsEntry("a/b", new byte[]{ 1 });
		assertThat(store.table("two")).isEmpty();
		store.close();
		open();
		assertThat(store.table("one")).containsOnlyKeys("", "a/b");
		assertThat(store.table("one2")).containsOnlyKeys("a");
	}

	@Test
	void whatIsTooLargeOrTooManyIsRefused() {
		byte[] large = new byte[SmallValues.MAX_VALUE_BYTES + 1];
		assertThatThrownBy(() -> apply(new Put("t", "k", large))).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> apply(new Put("t", "k".repeat(512), new byte[1])))
				.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> apply(new Put("a/b", "k", new byte[1]))).isInstanceOf(IllegalArgumentException.class);
		List<StoreChange> many = Collections.nCopies(MessageStore.MAX_CHANGES + 1, new Delete(ORDERS, 1));
		assertThatThrownBy(() -> store.apply(many, true)).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void thereIsALimitForSmallValues() {
		for (int part = 0; part < 2; part++) {
			long from = part * 50_000L;
			store.apply(LongStream.range(from, from + 50_000)
					.<StoreChange>mapToObj(key -> new Put("t", Long.toString(key), new byte[0])).toList(), true)
					.toCompletableFuture().join();
		}

		assertThatThrownBy(() -> apply(new Put("t", "more", new byte[0]))).cause().isInstanceOfSatisfying(
				StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TABLE_FULL));
		apply(new Put("t", "7", new byte[]{ 1 }));
		apply(new StoreChange.Remove("t", "8"), new Put("t", "more", new byte[0]));
	}
}
