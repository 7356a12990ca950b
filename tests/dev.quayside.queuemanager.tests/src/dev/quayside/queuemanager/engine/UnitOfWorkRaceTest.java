package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.queuemanager.services.Await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Units of work of several clients at once, with purges and moves between. */
class UnitOfWorkRaceTest extends EngineTest {

	private static final int MESSAGES = 400;

	@BeforeEach
	void transactional() throws Exception {
		open.close();
		queue = manager.create(QueueAttributes.named("t").withTransactional(true));
		stored = store.queue(queue.number());
		open = queue.open(true, false);
	}

	private static void runAll(List<Callable<Void>> tasks) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
		try {
			for (Future<Void> task : threads.invokeAll(tasks)) {
				task.get();
			}
		} finally {
			threads.shutdownNow();
		}
	}

	private static boolean succeeds(CompletionStage<Void> stage) throws InterruptedException {
		try {
			stage.toCompletableFuture().get();
			return true;
		} catch (ExecutionException e) {
			status(e.getCause());
			return false;
		}
	}

	/** Receives some messages in a unit of work; commits it, rolls it back, or goes. */
	private Set<Long> round(OpenQueue reader, SplittableRandom random) throws Exception {
		UnitOfWork work = UnitOfWork.random();
		Object owner = new Object();
		manager.transactions().begin(work, owner);
		Set<Long> taken = new HashSet<>();
		for (int i = 0; i < 3; i++) {
			CompletionStage<QueueMessage> reading = reader.read(request(ReadRequest.Action.RECEIVE, i, 0).within(work));
			if (label(reading).startsWith("MQ_")) {
				break;
			}
			if (random.nextInt(8) == 0) {
				done(reader.endTransactional(i, false));
			} else {
				done(reader.endTransactional(i, true));
				taken.add(reading.toCompletableFuture().get().lookupId());
			}
		}
		switch (random.nextInt(4)) {
			case 0 -> done(manager.transactions().abort(work));
			case 1 -> done(manager.transactions().abortAll(owner));
			default -> {
				done(manager.transactions().commit(work));
				return taken;
			}
		}
		return Set.of();
	}

	@Test
	void everyMessageIsTakenOnce() throws Exception {
		for (int i = 0; i < MESSAGES; i++) {
			put("m" + i);
		}
		Set<Long> taken = ConcurrentHashMap.newKeySet();
		List<Callable<Void>> tasks = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			SplittableRandom random = new SplittableRandom(i);
			tasks.add(() -> {
				OpenQueue reader = queue.open(true, false);
				while (queue.count() > 0) {
					for (long id : round(reader, random)) {
						assertThat(taken.add(id)).as("taken once").isTrue();
					}
				}
				return null;
			});
		}
		runAll(tasks);
		assertThat(taken).hasSize(MESSAGES);
		assertThat(manager.transactions().count()).isZero();
		assertThat(manager.allowance().used(Allowance.Kind.RECEIVE)).isZero();
	}

	@Test
	void twoReceiversAndAPurgeLeaveNothing() throws Exception {
		Set<Long> taken = ConcurrentHashMap.newKeySet();
		List<Callable<Void>> tasks = new ArrayList<>();
		tasks.add(() -> {
			for (int i = 0; i < MESSAGES; i++) {
				queue.append(i % 8, message("m").withNeedsWork(i % 3 == 0)).toCompletableFuture().get();
			}
			return null;
		});
		for (int i = 0; i < 2; i++) {
			SplittableRandom random = new SplittableRandom(i);
			tasks.add(() -> {
				OpenQueue reader = queue.open(true, false);
				for (int j = 0; j < 60; j++) {
					for (long id : round(reader, random)) {
						assertThat(taken.add(id)).as("taken once").isTrue();
					}
				}
				return null;
			});
		}
		tasks.add(() -> {
			for (int i = 0; i < 40; i++) {
				done(open.purge());
			}
			return null;
		});
		runAll(tasks);
		done(open.purge());
		Await.until(() -> queue.count() == 0);
		put("last");
		assertThat(peek()).isEqualTo("last");
		assertThat(manager.transactions().count()).isZero();
	}

	@Test
	void movesToAndFroLoseAndDoubleNothing() throws Exception {
		for (int i = 0; i < 40; i++) {
			put("m" + i);
		}
		List<Callable<Void>> tasks = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			SplittableRandom random = new SplittableRandom(i);
			tasks.add(() -> {
				for (int j = 0; j < 150; j++) {
					moveOne(random);
				}
				return null;
			});
		}
		runAll(tasks);
		assertThat(manager.transactions().count()).isZero();
		Set<Long> all = new HashSet<>();
		List<Queue> family = new ArrayList<>(queue.subqueues());
		family.add(queue);
		for (Queue each : family) {
			for (OptionalLong id = each.stored().first(); id.isPresent(); id = each.stored().next(id.getAsLong())) {
				assertThat(all.add(id.getAsLong())).as("in one queue").isTrue();
			}
		}
		assertThat(all).hasSize(40);
	}

	/** From the queue into one of its subqueues or back, at times in a unit of work that is rolled back. */
	private void moveOne(SplittableRandom random) throws Exception {
		String sub = "private$\\t;s" + random.nextInt(2);
		boolean back = random.nextBoolean();
		Queue from = back ? manager.find(QueuePath.parse(sub)).orElse(null) : queue;
		OptionalLong first = from == null ? OptionalLong.empty() : from.stored().first();
		if (first.isEmpty()) {
			return;
		}
		OpenQueue target = manager.openForMove(FormatName.direct("x", back ? queue.path() : QueuePath.parse(sub)),
				QueueClient.OWN);
		OpenQueue source;
		try {
			source = from.open(true, false);
		} catch (MqException e) {
			target.close();
			return;
		}
		if (random.nextBoolean()) {
			succeeds(source.move(first.getAsLong(), target, UnitOfWork.NONE));
		} else {
			UnitOfWork work = UnitOfWork.random();
			manager.transactions().begin(work, this);
			succeeds(source.move(first.getAsLong(), target, work));
			done(random.nextBoolean() ? manager.transactions().commit(work) : manager.transactions().abort(work));
		}
		source.close();
		target.close();
	}

	/** Whichever comes first decides, and the other one is out of sequence. */
	@Test
	void aCommitAndARollBackAtOnceDecideOnce() throws Exception {
		for (int i = 0; i < 100; i++) {
			put("m");
			UnitOfWork work = UnitOfWork.random();
			Object owner = new Object();
			manager.transactions().begin(work, owner);
			CompletionStage<QueueMessage> reading = open.read(request(ReadRequest.Action.RECEIVE, 1, 0).within(work));
			assertThat(label(reading)).isEqualTo("m");
			List<Boolean> committed = new ArrayList<>();
			runAll(List.of(() -> {
				boolean done = succeeds(manager.transactions().commit(work));
				synchronized (committed) {
					committed.add(done);
				}
				return null;
			}, () -> {
				done(manager.transactions().abortAll(owner));
				return null;
			}, () -> {
				succeeds(open.endTransactional(1, false));
				return null;
			}));
			boolean gone = !stored.contains(reading.toCompletableFuture().get().lookupId());
			assertThat(!gone || committed.get(0)).as("gone only if committed").isTrue();
			Await.until(() -> gone || "m".equals(peek()));
			done(open.purge());
		}
	}
}
