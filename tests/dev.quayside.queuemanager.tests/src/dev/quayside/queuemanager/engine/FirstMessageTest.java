package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.UnitOfWork;
import dev.quayside.queuemanager.services.Await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;

/** A receive takes the first message that nobody holds, whatever came and went before. */
class FirstMessageTest extends EngineTest {

	private final Map<Long, Long> held = new HashMap<>();
	private final Object owner = new Object();
	private UnitOfWork work;
	private long request;

	@BeforeEach
	void transactional() throws Exception {
		open.close();
		queue = manager.create(QueueAttributes.named("t").withTransactional(true));
		stored = store.queue(queue.number());
		open = queue.open(true, false);
		begin();
	}

	private void begin() throws Exception {
		work = UnitOfWork.random();
		manager.transactions().begin(work, owner);
	}

	private OptionalLong expected() throws Exception {
		OptionalLong id = stored.first();
		while (id.isPresent() && held.containsValue(id.getAsLong())) {
			id = stored.next(id.getAsLong());
		}
		return id;
	}

	private void receive(boolean within) throws Exception {
		OptionalLong expected = expected();
		ReadRequest read = request(ReadRequest.Action.RECEIVE, ++request, 0).within(within ? work : UnitOfWork.NONE);
		OptionalLong found;
		try {
			found = OptionalLong.of(open.read(read).toCompletableFuture().get().lookupId());
			held.put(request, found.getAsLong());
		} catch (ExecutionException e) {
			found = OptionalLong.empty();
		}
		assertThat(found).isEqualTo(expected);
	}

	private void endOne(SplittableRandom random) {
		if (!held.isEmpty()) {
			long id = held.keySet().iterator().next();
			done(open.end(id, random.nextBoolean()));
			held.remove(id);
		}
	}

	private void step(SplittableRandom random) throws Exception {
		switch (random.nextInt(10)) {
			case 0, 1, 2, 3 -> queue.append(random.nextInt(8), message("m")).toCompletableFuture().get();
			case 4, 5, 6 -> receive(false);
			case 7, 8 -> endOne(random);
			default -> {
				if (random.nextInt(10) == 0) {
					done(open.purge());
					open.close();
					open = queue.open(true, false);
					held.clear();
					Await.until(() -> stored.count() == 0);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void itIsTheFirstOneAfterAnySteps(long seed) throws Exception {
		SplittableRandom random = new SplittableRandom(seed);
		for (int i = 0; i < 1_000; i++) {
			step(random);
		}
	}

	@Test
	void itIsTheFirstOneAfterCommitsAndRollBacks() throws Exception {
		SplittableRandom random = new SplittableRandom(7);
		for (int i = 0; i < 300; i++) {
			for (int j = random.nextInt(4); j >= 0; j--) {
				queue.append(random.nextInt(8), message("m")).toCompletableFuture().get();
			}
			for (int j = random.nextInt(5); j >= 0; j--) {
				receive(true);
			}
			held.keySet().forEach(id -> done(open.endTransactional(id, true)));
			done(random.nextBoolean() ? manager.transactions().commit(work) : manager.transactions().abort(work));
			held.clear();
			begin();
		}
	}

	@Test
	void aUnitOfWorkOfTenThousandNeedNotPassAllOfThemEachTime() throws Exception {
		for (int i = 0; i < Transaction.MAX_OPERATIONS; i++) {
			queue.append(3, message("m"));
		}
		Await.until(() -> queue.count() == Transaction.MAX_OPERATIONS);
		for (int i = 0; i < Transaction.MAX_OPERATIONS; i++) {
			open.read(request(ReadRequest.Action.RECEIVE, i, 0).within(work)).toCompletableFuture().get();
		}
		done(manager.transactions().commit(work));
		assertThat(queue.count()).isZero();
	}
}
