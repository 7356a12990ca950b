package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.services.Await;
import dev.quayside.queuemanager.store.MessageHistory;
import dev.quayside.queuemanager.store.StoreException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What is received, moved and rejected together, or not at all. */
class UnitOfWorkTest extends EngineTest {

	private final UnitOfWork work = UnitOfWork.random();
	private final Object owner = new Object();

	@BeforeEach
	void transactional() throws Exception {
		open.close();
		queue = manager.create(QueueAttributes.named("t").withTransactional(true));
		stored = store.queue(queue.number());
		open = queue.open(true, false);
		manager.transactions().begin(work, owner);
	}

	private CompletionStage<QueueMessage> receiveWithin(UnitOfWork in, long requestId) {
		return open.read(request(ReadRequest.Action.RECEIVE, requestId, 0).within(in));
	}

	/** Receives within the unit of work and says that it came. */
	private String take(long requestId) {
		String label = label(receiveWithin(work, requestId));
		done(open.endTransactional(requestId, true));
		return label;
	}

	private void commit() {
		done(manager.transactions().commit(work));
	}

	private void abort() {
		done(manager.transactions().abort(work));
	}

	private MessageHistory history() throws StoreException {
		return stored.read(stored.first().getAsLong(), false).history();
	}

	private OpenQueue sub(String name) throws Exception {
		return manager.openForMove(FormatName.direct("x", QueuePath.parse("private$\\t;" + name)), QueueClient.OWN);
	}

	@Test
	void whatWasReceivedIsGoneWithTheCommit() throws Exception {
		put("one", "two", "three");
		assertThat(take(1)).isEqualTo("one");
		assertThat(take(2)).isEqualTo("two");
		assertThat(queue.count()).isEqualTo(3);
		assertThat(peek()).isEqualTo("three");
		commit();
		assertThat(queue.count()).isEqualTo(1);
		assertThat(manager.transactions().contains(work)).isFalse();
		assertThat(manager.allowance().used(Allowance.Kind.UNIT_OF_WORK)).isZero();
	}

	@Test
	void whatWasReceivedComesBackWithTheAbort() throws Exception {
		put("one");
		take(1);
		assertThat(peek()).isEqualTo("MQ_ERROR_IO_TIMEOUT");
		abort();
		assertThat(peek()).isEqualTo("one");
		assertThat(history().aborts()).isEqualTo(1);
		assertThat(manager.transactions().count()).isZero();
	}

	@Test
	void everyAbortIsCounted() throws Exception {
		put("poison");
		for (int i = 0; i < 5; i++) {
			UnitOfWork next = UnitOfWork.random();
			manager.transactions().begin(next, owner);
			assertThat(label(receiveWithin(next, i))).isEqualTo("poison");
			done(open.endTransactional(i, true));
			done(manager.transactions().abort(next));
		}
		assertThat(history().aborts()).isEqualTo(5);
	}

	@Test
	void whatAnAbortGivesBackGoesToWhoWaits() {
		put("one");
		take(1);
		CompletionStage<QueueMessage> waiting = receive(2, 60_000);
		abort();
		assertThat(label(waiting)).isEqualTo("one");
	}

	@Test
	void aReceiveThatIsNotAcknowledgedLeavesTheUnitOfWork() throws Exception {
		put("one");
		receiveWithin(work, 1);
		done(open.endTransactional(1, false));
		assertThat(peek()).isEqualTo("one");
		commit();
		assertThat(queue.count()).isEqualTo(1);
		assertThat(history().aborts()).isZero();
	}

	@Test
	void aReceiveThatIsNotEndedGoesWithTheCommit() throws Exception {
		put("one");
		receiveWithin(work, 1);
		commit();
		assertThat(queue.count()).isZero();
		assertThat(status(failure(MqException.class, open.endTransactional(1, true))))
				.isEqualTo(MqStatus.MESSAGE_NOT_FOUND);
	}

	@Test
	void endingAReceiveAfterTheAbortIsOutOfSequence() {
		put("one");
		receiveWithin(work, 1);
		abort();
		assertThat(status(failure(MqException.class, open.endTransactional(1, true))))
				.isEqualTo(MqStatus.TRANSACTION_SEQUENCE);
		assertThat(peek()).isEqualTo("one");
	}

	@Test
	void closingTheHandleKeepsWhatWasAcknowledgedAndGivesBackTheRest() throws Exception {
		put("one", "two");
		take(1);
		receiveWithin(work, 2);
		open.close();
		open = queue.open(true, false);
		assertThat(peek()).isEqualTo("two");
		commit();
		assertThat(queue.count()).isEqualTo(1);
	}

	@Test
	void aReceiveWithoutUnitOfWorkIsPossible() throws Exception {
		put("one");
		assertThat(receive(1)).isEqualTo("one");
		done(open.end(1, true));
		assertThat(queue.count()).isZero();
	}

	@Test
	void aUnitOfWorkThatNobodyHasBegunIsOutOfSequence() throws Exception {
		put("one");
		UnitOfWork unknown = UnitOfWork.random();
		assertThat(label(receiveWithin(unknown, 1))).isEqualTo("MQ_ERROR_TRANSACTION_SEQUENCE");
		assertThat(status(failure(MqException.class, manager.transactions().commit(unknown))))
				.isEqualTo(MqStatus.TRANSACTION_SEQUENCE);
		assertThat(status(failure(MqException.class, manager.transactions().abort(unknown))))
				.isEqualTo(MqStatus.TRANSACTION_SEQUENCE);
		commit();
		assertThat(status(failure(MqException.class, manager.transactions().commit(work))))
				.isEqualTo(MqStatus.TRANSACTION_SEQUENCE);
		assertThat(manager.allowance().used(Allowance.Kind.RECEIVE)).isZero();
	}

	@Test
	void anIdCanBeUsedOnceAtATime() throws Exception {
		assertThat(catchThrowableOfType(MqException.class, () -> manager.transactions().begin(work, owner)).status())
				.isEqualTo(MqStatus.TRANSACTION_SEQUENCE);
		assertThat(catchThrowableOfType(MqException.class, () -> manager.transactions().begin(UnitOfWork.NONE, owner))
				.status()).isEqualTo(MqStatus.INVALID_PARAMETER);
		abort();
		manager.transactions().begin(work, owner);
		commit();
	}

	@Test
	void onlyReceivingFromTransactionalQueuesCanBePartOfOne() throws Exception {
		put("one");
		ReadRequest peek = request(ReadRequest.Action.PEEK_CURRENT, 1, 0).within(work);
		assertThat(label(open.read(peek))).isEqualTo("MQ_ERROR_TRANSACTION_USAGE");
		OpenQueue plain = manager.find(QueuePath.privateQueue("q")).orElseThrow().open(true, false);
		ReadRequest receive = request(ReadRequest.Action.RECEIVE, 1, 0).within(work);
		assertThat(label(plain.read(receive))).isEqualTo("MQ_ERROR_TRANSACTION_USAGE");
	}

	@Test
	void aMessageInAUnitOfWorkIsLocked() throws Exception {
		put("one");
		long id = stored.first().getAsLong();
		take(1);
		assertThat(label(open.read(new ReadRequest(ReadRequest.Action.LOOKUP_PEEK_CURRENT, id, 0, 0, 2, 0))))
				.isEqualTo("MQ_ERROR_TRANSACTION_USAGE");
		assertThat(status(failure(MqException.class, open.move(id, sub("s"), UnitOfWork.NONE))))
				.isEqualTo(MqStatus.MESSAGE_LOCKED_UNDER_TRANSACTION);
	}

	@Test
	void aMoveIsTrueWithTheCommit() throws Exception {
		put("one");
		long id = stored.first().getAsLong();
		OpenQueue sub = sub("s");
		clock.advance(7);
		done(open.move(id, sub, work));
		assertThat(sub.queue().count()).isZero();
		assertThat(peek()).isEqualTo("MQ_ERROR_IO_TIMEOUT");
		commit();
		assertThat(queue.count()).isZero();
		assertThat(sub.queue().count()).isEqualTo(1);
		assertThat(sub.queue().stored().read(id, false).history())
				.isEqualTo(new MessageHistory(0, 1, clock.instant().getEpochSecond(), 0));
	}

	@Test
	void aMoveIsUndoneWithTheAbortAndNoAbortIsCounted() throws Exception {
		put("one");
		OpenQueue sub = sub("s");
		done(open.move(stored.first().getAsLong(), sub, work));
		abort();
		assertThat(peek()).isEqualTo("one");
		assertThat(history()).isEqualTo(MessageHistory.NONE);
		sub.close();
		Await.until(() -> queue.subqueues().isEmpty());
	}

	@Test
	void aSubqueueStaysWhileAMoveIntoItIsNotDecided() throws Exception {
		put("one");
		OpenQueue sub = sub("s");
		done(open.move(stored.first().getAsLong(), sub, work));
		sub.close();
		commit();
		assertThat(queue.subqueues()).hasSize(1);
		assertThat(queue.subqueues().get(0).count()).isEqualTo(1);
	}

	@Test
	void receivesAndMovesOfSeveralQueuesAreOneChange() throws Exception {
		put("one", "two");
		OpenQueue sub = sub("s");
		long first = stored.first().getAsLong();
		done(open.move(first, sub, work));
		take(1);
		store.failing = true;
		assertThat(failure(StoreException.class, manager.transactions().commit(work)).kind())
				.isEqualTo(StoreException.Kind.WRITE_FAILED);
		assertThat(queue.count()).isEqualTo(2);
		assertThat(peek()).as("still locked").isEqualTo("MQ_ERROR_IO_TIMEOUT");
		store.failing = false;
		commit();
		assertThat(queue.count()).isZero();
		assertThat(sub.queue().count()).isEqualTo(1);
	}

	@Test
	void anAbortGivesBackEvenIfItCannotBeCounted() {
		put("one");
		take(1);
		store.failing = true;
		abort();
		assertThat(peek()).isEqualTo("one");
		store.failing = false;
	}

	@Test
	void aRejectedMessageGoesToTheDeadLettersWithItsReason() throws Exception {
		queue.append(0, Own.transactional("bad")).toCompletableFuture().join();
		long id = stored.first().getAsLong();
		take(1);
		open.setUserAcknowledgement(id, MessageClass.NACK_RECEIVE_REJECTED);
		commit();
		Queue dead = manager.systemQueue(SystemQueue.DEADXACT);
		assertThat(queue.count()).isZero();
		assertThat(dead.count()).isEqualTo(1);
		long deadId = dead.stored().first().getAsLong();
		assertThat(dead.stored().read(deadId, false).history().outcome())
				.isEqualTo(MessageClass.NACK_RECEIVE_REJECTED.value());
	}

	@Test
	void anAcknowledgementClassNeedsAReceivedMessage() throws Exception {
		put("one");
		long id = stored.first().getAsLong();
		assertThat(refusal(id, MessageClass.NACK_RECEIVE_REJECTED)).isEqualTo(MqStatus.TRANSACTION_USAGE);
		assertThat(refusal(id + 1, MessageClass.NACK_RECEIVE_REJECTED)).isEqualTo(MqStatus.MESSAGE_NOT_FOUND);
		take(1);
		assertThat(refusal(id, new MessageClass(0x8001))).isEqualTo(MqStatus.INVALID_PARAMETER);
		open.setUserAcknowledgement(id, MessageClass.NORMAL);
		commit();
		assertThat(manager.systemQueue(SystemQueue.DEADXACT).count()).isZero();
		assertThat(manager.systemQueue(SystemQueue.DEADLETTER).count()).isZero();
	}

	private MqStatus refusal(long id, MessageClass reason) {
		return catchThrowableOfType(MqException.class, () -> open.setUserAcknowledgement(id, reason)).status();
	}

	@Test
	void whoeverGoesHasHisUnitsOfWorkRolledBack() throws Exception {
		put("one", "two");
		take(1);
		UnitOfWork others = UnitOfWork.random();
		manager.transactions().begin(others, new Object());
		receiveWithin(others, 2);
		done(manager.transactions().abortAll(owner));
		assertThat(peek()).isEqualTo("one");
		assertThat(manager.transactions().contains(work)).isFalse();
		assertThat(manager.transactions().contains(others)).isTrue();
	}

	@Test
	void aUnitOfWorkThatNobodyUsesIsRolledBack() throws Exception {
		put("one");
		manager.transactions().patience(Duration.ofMillis(50));
		UnitOfWork forgotten = UnitOfWork.random();
		manager.transactions().begin(forgotten, owner);
		receiveWithin(forgotten, 1);
		Await.until(() -> !manager.transactions().contains(forgotten));
		Await.until(() -> "one".equals(peek()));
		assertThat(manager.transactions().contains(work)).as("begun with more patience").isTrue();
	}

	@Test
	void thereIsALimitOfUnitsOfWorkAndOfOperations() throws Exception {
		MqException refused = null;
		while (refused == null) {
			refused = catchThrowableOfType(MqException.class,
					() -> manager.transactions().begin(UnitOfWork.random(), owner));
		}
		assertThat(refused.status()).isEqualTo(MqStatus.INSUFFICIENT_RESOURCES);
		done(manager.transactions().abortAll(owner));
		assertThat(manager.transactions().count()).isZero();
		Transaction transaction = new Transaction(work, owner);
		for (int i = 0; i < Transaction.MAX_OPERATIONS; i++) {
			transaction.enlist(new Operation(transaction, queue, i, null));
		}
		assertThat(catchThrowableOfType(MqException.class,
				() -> transaction.enlist(new Operation(transaction, queue, -1, null))).status())
				.isEqualTo(MqStatus.INSUFFICIENT_RESOURCES);
	}

	@Test
	void aPurgeTakesALockedMessageWhenItIsGivenBack() throws Exception {
		put("one", "two");
		take(1);
		done(open.purge());
		assertThat(queue.count()).isEqualTo(1);
		abort();
		Await.until(() -> queue.count() == 0);
	}

	@Test
	void aPurgeDoesNotKeepAMessageFromItsUnitOfWork() throws Exception {
		put("one");
		take(1);
		done(open.purge());
		commit();
		assertThat(queue.count()).isZero();
	}

	@Test
	void aWaitingReceiveFailsWhenItsUnitOfWorkHasEnded() throws Exception {
		CompletionStage<QueueMessage> waiting = open
				.read(request(ReadRequest.Action.RECEIVE, 1, ReadRequest.FOR_EVER).within(work));
		commit();
		put("one");
		assertThat(label(waiting)).isEqualTo("MQ_ERROR_TRANSACTION_SEQUENCE");
		Await.until(() -> "one".equals(peek()));
		assertThat(queue.waitingReads()).isZero();
	}

	@Test
	void aQueueThatIsDeletedDoesNotHoldUpTheCommit() throws Exception {
		put("one");
		take(1);
		manager.delete(queue);
		commit();
		assertThat(manager.transactions().count()).isZero();
	}
}
