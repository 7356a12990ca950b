package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.MqException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Many threads at one queue: every message is taken once, and nobody waits while there is one. */
class RaceTest extends EngineTest {

	private static final int PER_PRODUCER = 400;
	private static final int THREADS = 3;

	private final Map<Long, Integer> taken = new ConcurrentHashMap<>();
	private final AtomicInteger left = new AtomicInteger(THREADS * PER_PRODUCER);

	private static void runAll(List<Callable<Void>> tasks) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
		try {
			for (Future<Void> each : threads.invokeAll(tasks)) {
				each.get();
			}
		} finally {
			threads.shutdownNow();
		}
	}

	private Void produce(SplittableRandom random) throws Exception {
		for (int i = 0; i < PER_PRODUCER; i++) {
			int priority = random.nextInt(8);
			queue.append(priority, message("x", builder -> builder.priority(priority))).toCompletableFuture().get();
		}
		return null;
	}

	/** Receives with and without waiting, and gives every fourth message back. */
	private Void consume(SplittableRandom random) throws Exception {
		OpenQueue reader = queue.open(true, false);
		long request = 0;
		while (left.get() > 0) {
			request++;
			long timeout = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(20);
			try {
				QueueMessage message = reader.read(request(ReadRequest.Action.RECEIVE, request, timeout))
						.toCompletableFuture().get();
				boolean take = random.nextInt(4) != 0;
				done(reader.end(request, take));
				if (take) {
					taken.merge(message.lookupId(), 1, Integer::sum);
					left.decrementAndGet();
				}
			} catch (ExecutionException e) {
				assertThat(e.getCause()).isInstanceOf(MqException.class);
				assertThat(status(e.getCause()).name()).isEqualTo("MQ_ERROR_IO_TIMEOUT");
			}
		}
		reader.close();
		return null;
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void everyMessageIsTakenExactlyOnce(long seed) throws Exception {
		List<Callable<Void>> tasks = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			SplittableRandom random = new SplittableRandom(seed * 100 + i);
			tasks.add(() -> produce(random.split()));
			tasks.add(() -> consume(random.split()));
		}
		runAll(tasks);
		assertThat(taken).hasSize(THREADS * PER_PRODUCER);
		assertThat(taken.values()).containsOnly(1);
		assertThat(queue.count()).isZero();
		assertThat(queue.waitingReads()).isZero();
	}

	@Test
	void whoWaitsWithoutLimitGetsEverything() throws Exception {
		List<Callable<Void>> tasks = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			SplittableRandom random = new SplittableRandom(i);
			tasks.add(() -> produce(random));
			tasks.add(() -> {
				OpenQueue reader = queue.open(true, false);
				for (int request = 0; request < PER_PRODUCER; request++) {
					CompletionStage<QueueMessage> reading = reader
							.read(request(ReadRequest.Action.RECEIVE, request, ReadRequest.FOR_EVER));
					taken.merge(reading.toCompletableFuture().get().lookupId(), 1, Integer::sum);
					done(reader.end(request, true));
				}
				return null;
			});
		}
		runAll(tasks);
		assertThat(taken).hasSize(THREADS * PER_PRODUCER);
		assertThat(queue.count()).isZero();
	}

	@Test
	void aSingleConsumerThatWaitsGetsMessagesInTheirOrder() throws Exception {
		List<Long> order = new ArrayList<>();
		runAll(List.of(() -> {
			for (int i = 0; i < 1000; i++) {
				queue.append(3, message("x")).toCompletableFuture().get();
			}
			return null;
		}, () -> {
			for (int request = 0; request < 1000; request++) {
				order.add(receive(request, ReadRequest.FOR_EVER).toCompletableFuture().get().lookupId());
				done(open.end(request, true));
			}
			return null;
		}));
		assertThat(order).isSorted().hasSize(1000);
	}

	@Test
	void purgesAndReceiversLeaveNothingLocked() throws Exception {
		Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
		List<Callable<Void>> tasks = new ArrayList<>();
		tasks.add(() -> produce(new SplittableRandom(1)));
		tasks.add(() -> {
			for (int i = 0; i < 200; i++) {
				done(open.purge());
			}
			return null;
		});
		for (int i = 0; i < 2; i++) {
			tasks.add(() -> {
				OpenQueue reader = queue.open(true, false);
				for (int request = 0; request < 300; request++) {
					CompletionStage<QueueMessage> reading = reader
							.read(request(ReadRequest.Action.RECEIVE, request, 1));
					if (!label(reading).startsWith("MQ_")) {
						long id = reading.toCompletableFuture().get().lookupId();
						boolean take = request % 2 == 0;
						done(reader.end(request, take));
						assertThat(take && !acknowledged.add(id)).as("taken twice").isFalse();
					}
				}
				reader.close();
				return null;
			});
		}
		runAll(tasks);
		done(open.purge());
		assertThat(queue.count()).isZero();
		put("one");
		assertThat(receive(1)).isEqualTo("one");
	}
}
