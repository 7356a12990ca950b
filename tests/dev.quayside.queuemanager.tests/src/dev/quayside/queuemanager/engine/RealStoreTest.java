package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.services.Await;
import dev.quayside.queuemanager.store.MessageHistory;
import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoredMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The engine on the disk: what is true after it was closed and opened again. */
@Timeout(60)
class RealStoreTest {

	@TempDir
	Path folder;

	private final ExecutorService executor = Executors.newFixedThreadPool(2);
	private MvMessageStore store;
	private QueueManager manager;
	private Queue queue;
	private OpenQueue open;

	@BeforeEach
	void start() throws Exception {
		store = MvMessageStore.open(folder);
		manager = new QueueManager(store, executor, Clock.systemUTC(), Duration.ofMinutes(5));
		queue = manager.find(QueuePath.privateQueue("t")).orElse(null);
		if (queue == null) {
			queue = manager.create(QueueAttributes.named("t").withFlags(true, true, false));
		}
		open = queue.open(true, false);
	}

	@AfterEach
	void stop() {
		manager.close();
		store.close();
	}

	/** What is in memory only is gone, as after a crash. */
	private void restart() throws Exception {
		stop();
		start();
	}

	@AfterEach
	void end() {
		executor.shutdown();
	}

	private static StoredMessage message(String label) {
		return EngineTest.message(label, builder -> builder.recoverable());
	}

	private void put(String... labels) {
		for (String label : labels) {
			queue.append(3, message(label)).toCompletableFuture().join();
		}
	}

	private String take(OpenQueue from, long requestId, UnitOfWork work) {
		ReadRequest request = new ReadRequest(ReadRequest.Action.RECEIVE, 0, 0, 0, requestId, 1 << 22, work);
		String label = EngineTest.label(from.read(request));
		EngineTest.done(from.endTransactional(requestId, true));
		return label;
	}

	private List<String> labels(Queue of) throws Exception {
		List<String> labels = new ArrayList<>();
		OpenQueue reader = of.open(false, false);
		OptionalLong id = of.stored().first();
		while (id.isPresent()) {
			labels.add(EngineTest.label(reader
					.read(new ReadRequest(ReadRequest.Action.LOOKUP_PEEK_CURRENT, id.getAsLong(), 0, 0, 0, 0))));
			id = of.stored().next(id.getAsLong());
		}
		reader.close();
		return labels;
	}

	@Test
	void anUndecidedUnitOfWorkIsRolledBackByACrash() throws Exception {
		put("one", "two", "three");
		UnitOfWork work = UnitOfWork.random();
		manager.transactions().begin(work, this);
		take(open, 1, work);
		OpenQueue to = manager.openForMove(FormatName.parse("DIRECT=OS:x\\private$\\t;s"), QueueClient.OWN);
		EngineTest.done(open.move(queue.stored().last().getAsLong(), to, work));
		restart();
		assertThat(labels(queue)).containsExactly("one", "two", "three");
		assertThat(queue.subqueues()).isEmpty();
		assertThat(manager.transactions().contains(work)).isFalse();
	}

	@Test
	void aCommittedUnitOfWorkStaysWhole() throws Exception {
		put("one", "two", "three");
		UnitOfWork work = UnitOfWork.random();
		manager.transactions().begin(work, this);
		take(open, 1, work);
		OpenQueue to = manager.openForMove(FormatName.parse("DIRECT=OS:x\\private$\\t;s"), QueueClient.OWN);
		EngineTest.done(open.move(queue.stored().last().getAsLong(), to, work));
		EngineTest.done(manager.transactions().commit(work));
		restart();
		assertThat(labels(queue)).containsExactly("two");
		assertThat(labels(queue.journal().orElseThrow())).containsExactly("one");
		assertThat(labels(queue.subqueues().get(0))).containsExactly("three");
	}

	@Test
	void abortsAreCountedOverARestart() throws Exception {
		put("one");
		for (int i = 0; i < 2; i++) {
			UnitOfWork work = UnitOfWork.random();
			manager.transactions().begin(work, this);
			take(open, 1, work);
			EngineTest.done(manager.transactions().abort(work));
			restart();
		}
		long id = queue.stored().first().getAsLong();
		assertThat(queue.stored().read(id, false).history()).isEqualTo(new MessageHistory(2, 0, 0, 0));
	}

	@Test
	void largeBodiesMoveWithTheirMessages() throws Exception {
		byte[] body = new byte[300_000];
		body[299_999] = 7;
		queue.append(3, EngineTest.message("large", builder -> builder.recoverable().body(0, body)))
				.toCompletableFuture().join();
		take(open, 1, UnitOfWork.NONE);
		Queue journal = queue.journal().orElseThrow();
		Await.until(() -> journal.count() == 1);
		StoredMessage kept = journal.stored().read(journal.stored().first().getAsLong(), true);
		assertThat(kept.packet()[kept.bodyOffset() + 299_999]).isEqualTo((byte) 7);
		assertThat(queue.bytes()).isZero();
		assertThat(journal.bytes()).isEqualTo(kept.size());
	}

	@Test
	void anAcknowledgementForADeletedQueueDoesNotHoldUpTheReceive() throws Exception {
		Queue admin = manager.create(QueueAttributes.named("admin"));
		manager.use((from, message, outcome) -> {
			try {
				Consequence arrival = admin.arrival(3, message);
				manager.delete(admin);
				return arrival;
			} catch (Exception e) {
				throw new AssertionError(e);
			}
		});
		queue.append(3, message("one").withNeedsWork(true)).toCompletableFuture().join();
		assertThat(take(open, 1, UnitOfWork.NONE)).isEqualTo("one");
		assertThat(queue.count()).isZero();
		assertThat(labels(queue.journal().orElseThrow())).containsExactly("one");
	}

	@Test
	void aStoreOfAnEarlierVersionGetsWhatItLacks() throws Exception {
		stop();
		try (MvMessageStore old = MvMessageStore.open(folder.resolve("old"))) {
			old.putQueue(16, Map.of("name", "ancient", "transactional", "true", "created", "7"));
		}
		store = MvMessageStore.open(folder.resolve("old"));
		manager = new QueueManager(store, executor, Clock.systemUTC(), Duration.ofMinutes(5));
		Queue ancient = manager.find(QueuePath.privateQueue("ancient")).orElseThrow();
		assertThat(ancient.attributes().transactional()).isTrue();
		assertThat(ancient.attributes().modified()).isEqualTo(7);
		assertThat(ancient.journal()).isPresent();
		assertThat(manager.queues(QueueKind.SYSTEM)).hasSize(3);
	}

	@Test
	void aPurgeOfManyWithAFewThatNeedWork() throws Exception {
		List<CompletionStage<Void>> arriving = new ArrayList<>();
		List<MessageClass> told = new ArrayList<>();
		manager.use((from, message, outcome) -> {
			synchronized (told) {
				told.add(outcome);
			}
			return Consequence.NONE;
		});
		for (int i = 0; i < 5_000; i++) {
			arriving.add(queue.append(i % 8, EngineTest.message("x").withNeedsWork(i % 100 == 0)));
		}
		arriving.forEach(EngineTest::done);
		EngineTest.done(open.purge());
		assertThat(queue.count()).isZero();
		assertThat(told).hasSize(50).containsOnly(MessageClass.NACK_Q_PURGED);
	}

	/** Some come between the steps of a purge, or are on their way into the store then. */
	@Test
	void purgesTellOfEachMessageThatComesMeanwhile() throws Exception {
		AtomicInteger told = new AtomicInteger();
		manager.use((from, message, outcome) -> {
			told.incrementAndGet();
			return Consequence.NONE;
		});
		int messages = 3_000;
		Thread sender = new Thread(() -> {
			for (int i = 1; i <= messages; i++) {
				CompletionStage<Void> arriving = queue.append(i % 8, EngineTest.message("x").withNeedsWork(true));
				if (i % 20 == 0) {
					EngineTest.done(arriving);
				}
			}
		});
		sender.start();
		while (sender.isAlive()) {
			EngineTest.done(open.purge());
		}
		sender.join();
		EngineTest.done(open.purge());
		assertThat(queue.count()).isZero();
		assertThat(told).hasValue(messages);
	}

	@Test
	void aDeletedQueueIsGoneAfterARestart() throws Exception {
		put("one");
		manager.delete(queue);
		int queues = store.queues().size();
		restart();
		assertThat(queue.count()).as("made anew").isZero();
		assertThat(queue.number()).as("no format name means another queue now").isEqualTo(17);
		assertThat(store.queues()).hasSize(queues + 2);
	}

	@Test
	void manyMovesAtOnceTakeEveryMessage() throws Exception {
		for (int i = 0; i < 300; i++) {
			queue.append(3, EngineTest.message("m" + i));
		}
		Await.until(() -> queue.count() == 300);
		OpenQueue to = manager.openForMove(FormatName.parse("DIRECT=OS:x\\private$\\t;s"), QueueClient.OWN);
		List<CompletionStage<Void>> moving = new ArrayList<>();
		OptionalLong id = queue.stored().first();
		while (id.isPresent()) {
			moving.add(open.move(id.getAsLong(), to, UnitOfWork.NONE));
			id = queue.stored().next(id.getAsLong());
		}
		moving.forEach(EngineTest::done);
		assertThat(queue.count()).isZero();
		assertThat(to.queue().count()).isEqualTo(300);
	}
}
