package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.services.Await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Rejected messages, purges, and units of work whose owner does not end them. */
class UnitOfWorkEndTest extends UnitOfWorkCase {

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
