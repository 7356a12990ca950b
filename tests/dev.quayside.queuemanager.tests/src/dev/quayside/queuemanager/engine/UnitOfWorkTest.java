package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.queuemanager.services.Await;
import dev.quayside.queuemanager.store.MessageHistory;
import dev.quayside.queuemanager.store.StoreException;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletionStage;

/** What is received and moved together, or not at all. */
class UnitOfWorkTest extends UnitOfWorkCase {

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
	void anEndedUnitOfWorkLeavesNothingToWaitFor() throws Exception {
		int before = manager.scheduled();
		for (int i = 0; i < 50; i++) {
			UnitOfWork next = UnitOfWork.random();
			manager.transactions().begin(next, owner);
			done(i % 2 == 0 ? manager.transactions().commit(next) : manager.transactions().abort(next));
		}
		assertThat(manager.scheduled()).isEqualTo(before);
	}

	@Test
	void aUnitOfWorkInWhichNothingWasDoneCanBeEndedForThatReason() throws Exception {
		put("one");
		take(1);
		manager.transactions().abortIfEmpty(work);
		assertThat(manager.transactions().contains(work)).as("it holds a message").isTrue();
		UnitOfWork empty = UnitOfWork.random();
		manager.transactions().begin(empty, owner);
		assertThat(manager.transactions().count(owner)).isEqualTo(2);
		manager.transactions().abortIfEmpty(empty);
		assertThat(manager.transactions().contains(empty)).isFalse();
		assertThat(manager.transactions().count(owner)).isEqualTo(1);
	}
}
