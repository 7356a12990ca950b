package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.queuemanager.services.Await;
import dev.quayside.queuemanager.store.MessageHistory;
import dev.quayside.queuemanager.store.StoreException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Moves between a queue and its subqueues, which come and go with them. */
class MovingTest extends EngineTest {

	private static FormatName name(String path) {
		return FormatName.direct("anywhere", QueuePath.parse(path));
	}

	private OpenQueue target(String path) throws Exception {
		return manager.openForMove(name(path), QueueClient.OWN);
	}

	private long first(Queue from) throws StoreException {
		return from.stored().first().getAsLong();
	}

	private void move(OpenQueue from, OpenQueue to) throws StoreException {
		done(from.move(first(from.queue()), to, UnitOfWork.NONE));
	}

	private static MqStatus refusal(CompletionStage<Void> moving) {
		return status(failure(MqException.class, moving));
	}

	@Test
	void aMessageGoesToASubqueueAndBack() throws Exception {
		put("one");
		long id = first(queue);
		OpenQueue to = target("private$\\q;later");
		move(open, to);
		assertThat(queue.count()).isZero();
		assertThat(to.queue().count()).isEqualTo(1);
		OpenQueue from = to.queue().open(true, false);
		clock.advance(60);
		move(from, target("private$\\q"));
		assertThat(receive(1)).isEqualTo("one");
		assertThat(first(queue)).as("it has its lookup id").isEqualTo(id);
		assertThat(queue.stored().read(id, false).history())
				.isEqualTo(new MessageHistory(0, 2, clock.instant().getEpochSecond(), 0));
	}

	@Test
	void siblingsAreRelatedAndStrangersAreNot() throws Exception {
		put("one");
		OpenQueue a = target("private$\\q;a");
		OpenQueue b = target("private$\\Q;B");
		manager.create(QueueAttributes.named("other"));
		move(open, a);
		OpenQueue from = a.queue().open(true, false);
		MqStatus invalid = MqStatus.STATUS_INVALID_PARAMETER;
		long id = first(a.queue());
		assertThat(refusal(from.move(id, target("private$\\other"), UnitOfWork.NONE))).isEqualTo(invalid);
		assertThat(refusal(from.move(id, target("private$\\other;a"), UnitOfWork.NONE))).isEqualTo(invalid);
		assertThat(refusal(from.move(id, target("private$\\q;a"), UnitOfWork.NONE))).isEqualTo(invalid);
		assertThat(refusal(from.move(id, target("private$\\q;journal"), UnitOfWork.NONE))).isEqualTo(invalid);
		assertThat(refusal(from.move(id, target("system$;deadletter"), UnitOfWork.NONE))).isEqualTo(invalid);
		assertThat(a.queue().count()).isEqualTo(1);
		move(from, b);
		assertThat(b.queue().count()).isEqualTo(1);
	}

	@Test
	void aMoveNeedsASourceToReceiveFromAndATargetForMoving() throws Exception {
		put("one");
		OpenQueue to = target("private$\\q;s");
		OpenQueue peeking = queue.open(false, false);
		assertThat(refusal(peeking.move(first(queue), to, UnitOfWork.NONE))).isEqualTo(MqStatus.STATUS_ACCESS_DENIED);
		assertThat(refusal(open.move(first(queue), to.queue().open(true, false), UnitOfWork.NONE)))
				.isEqualTo(MqStatus.INVALID_HANDLE);
		to.close();
		assertThat(refusal(open.move(first(queue), to, UnitOfWork.NONE))).isEqualTo(MqStatus.INVALID_HANDLE);
		assertThat(label(target("private$\\q").read(request(ReadRequest.Action.PEEK_CURRENT, 1, 0))))
				.isEqualTo("STATUS_ACCESS_DENIED");
	}

	@Test
	void messagesThatNeverWereAreNotFound() throws Exception {
		OpenQueue to = target("private$\\q;s");
		for (long id : new long[]{ 0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE }) {
			assertThat(refusal(open.move(id, to, UnitOfWork.NONE))).isEqualTo(MqStatus.MESSAGE_NOT_FOUND);
		}
	}

	@Test
	void aMoveWithinAUnitOfWorkNeedsATransactionalQueueThatKnowsIt() throws Exception {
		put("one");
		OpenQueue to = target("private$\\q;s");
		assertThat(refusal(open.move(first(queue), to, UnitOfWork.random()))).isEqualTo(MqStatus.TRANSACTION_USAGE);
		Queue transactional = manager.create(QueueAttributes.named("t").withTransactional(true));
		transactional.append(3, message("two")).toCompletableFuture().join();
		OpenQueue from = transactional.open(true, false);
		assertThat(refusal(from.move(first(transactional), target("private$\\t;s"), UnitOfWork.random())))
				.isEqualTo(MqStatus.TRANSACTION_SEQUENCE);
		assertThat(refusal(from.move(99, target("private$\\t;s"), UnitOfWork.random())))
				.isEqualTo(MqStatus.MESSAGE_NOT_FOUND);
	}

	@Test
	void aMoveThatFailsLeavesTheMessageWhereItWas() throws Exception {
		put("one");
		OpenQueue to = target("private$\\q;s");
		store.failing = true;
		assertThat(failure(StoreException.class, open.move(first(queue), to, UnitOfWork.NONE)).kind())
				.isEqualTo(StoreException.Kind.WRITE_FAILED);
		store.failing = false;
		assertThat(peek()).isEqualTo("one");
	}

	@Test
	void whoWaitsAtTheTargetGetsWhatIsMoved() throws Exception {
		put("one");
		OpenQueue to = target("private$\\q;s");
		CompletionStage<QueueMessage> waiting = to.queue().open(true, false)
				.read(request(ReadRequest.Action.RECEIVE, 1, 60_000));
		move(open, to);
		assertThat(label(waiting)).isEqualTo("one");
	}

	@Test
	void aSubqueueGoesWhenItIsEmptyAndNotOpen() throws Exception {
		put("one");
		OpenQueue to = target("private$\\q;s");
		move(open, to);
		to.close();
		Queue sub = queue.subqueues().get(0);
		OpenQueue reader = sub.open(true, false);
		label(reader.read(request(ReadRequest.Action.RECEIVE, 1, 0)));
		done(reader.end(1, true));
		assertThat(manager.find(sub.path())).as("open").isPresent();
		reader.close();
		Await.until(() -> manager.find(sub.path()).isEmpty());
		assertThat(store.queues()).doesNotContainKey(sub.number());
		assertThat(queue.subqueues()).isEmpty();
	}

	@Test
	void aSubqueueIsMadeOnlyOfQueuesThatAreThere() {
		assertThat(catchThrowableOfType(MqException.class, () -> target("private$\\none;s")).status())
				.isEqualTo(MqStatus.QUEUE_NOT_FOUND);
		assertThat(manager.find(name("private$\\q;s"))).isEmpty();
	}

	@Test
	void subqueuesWithMessagesSurviveARestartAndEmptyOnesDoNot() throws Exception {
		put("one");
		move(open, target("private$\\q;full"));
		target("private$\\q;empty");
		manager.close();
		try (QueueManager restarted = start(Duration.ofMinutes(5))) {
			Queue again = restarted.find(queue.path()).orElseThrow();
			assertThat(again.subqueues()).extracting(Queue::name).containsExactly("private$\\q;full");
			assertThat(again.subqueues().get(0).count()).isEqualTo(1);
			assertThat(restarted.queues(QueueKind.SUBQUEUE)).hasSize(1);
		}
	}

	@Test
	void messagesExpireInSubqueuesToo() throws Exception {
		queue.append(3, message("limited", builder -> builder.timeToBeReceived(100))).toCompletableFuture().join();
		OpenQueue to = target("private$\\q;s");
		move(open, to);
		clock.advance(1000);
		assertThat(label(to.queue().open(true, false).read(request(ReadRequest.Action.RECEIVE, 1, 0))))
				.isEqualTo("MQ_ERROR_IO_TIMEOUT");
		Await.until(() -> to.queue().count() == 0);
	}
}
