package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.services.Await;
import dev.quayside.queuemanager.store.StoreException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A store that is slow or cannot write: no message vanishes, none is delivered again after an acknowledgement. */
class FailingStoreTest extends EngineTest {

	@Test
	void aMessageThatCannotBeDeletedComesBack() throws Exception {
		put("one");
		receive(1);
		store.failing = true;
		CompletionStage<Void> ending = open.end(1, true);
		assertThat(failure(StoreException.class, ending).kind()).isEqualTo(StoreException.Kind.WRITE_FAILED);
		assertThat(peek()).isEqualTo("one");
		store.failing = false;
		assertThat(receive(1)).isEqualTo("one");
		done(open.end(1, true));
		assertThat(queue.count()).isZero();
	}

	@Test
	void aMessageThatCannotBeDeletedGoesToWhoWaits() throws Exception {
		put("one");
		receive(1);
		CompletionStage<QueueMessage> waiting = receive(2, ReadRequest.FOR_EVER);
		store.failing = true;
		failure(StoreException.class, open.end(1, true));
		assertThat(label(waiting)).isEqualTo("one");
	}

	@Test
	void aMessageIsHiddenWhileItIsBeingDeleted() throws Exception {
		put("one", "two");
		receive(1);
		store.hold();
		CompletionStage<Void> ending = open.end(1, true);
		assertThat(ending.toCompletableFuture()).isNotDone();
		assertThat(peek()).isEqualTo("two");
		store.proceed();
		done(ending);
		assertThat(peek()).isEqualTo("two");
		assertThat(queue.count()).isEqualTo(1);
	}

	@Test
	void onlyRecoverableMessagesAreForcedFromTheDisk() throws Exception {
		queue.append(3, message("recoverable", MessageBuilder::recoverable)).toCompletableFuture().get();
		put("express");
		long recoverable = receive(1, 0).toCompletableFuture().get().lookupId();
		receive(2);
		done(open.end(1, true));
		done(open.end(2, true));
		assertThat(stored.forced).isEqualTo(Set.of(recoverable));
	}

	@Test
	void aPurgeThatFailsTakesNoLockedMessageLater() throws Exception {
		put("one", "two");
		receive(1);
		store.failing = true;
		failure(StoreException.class, open.purge());
		store.failing = false;
		done(open.end(1, false));
		assertThat(peek()).isEqualTo("one");
		assertThat(queue.count()).isEqualTo(2);
	}

	@Test
	void aQueueWhoseDeletionCannotBeKeptStays() throws Exception {
		put("one");
		store.failing = true;
		assertThat(catchThrowableOfType(StoreException.class, () -> manager.delete(queue))).isNotNull();
		store.failing = false;
		assertThat(manager.find(QueuePath.privateQueue("q"))).contains(queue);
		assertThat(receive(1)).isEqualTo("one");
	}

	@Test
	void aDeletionThatFailsHalfWayIsFinishedAtTheNextStart() throws Exception {
		put("one");
		queue.append(3, message("needs work").withNeedsWork(true)).toCompletableFuture().get();
		store.successes = 1;
		assertThat(catchThrowableOfType(StoreException.class, () -> manager.delete(queue))).isNotNull();
		store.successes = -1;
		store.failing = false;
		assertThat(manager.find(QueuePath.privateQueue("q"))).isEmpty();
		Queue other = manager.create(QueueAttributes.named("q"));
		manager.close();
		manager = start(Duration.ofMinutes(5));
		assertThat(manager.find(QueuePath.privateQueue("q")).orElseThrow().number()).isEqualTo(other.number());
		List<MessageClass> told = new CopyOnWriteArrayList<>();
		manager.use((from, message, outcome) -> {
			told.add(outcome);
			return Courier.Consequence.NONE;
		});
		Await.until(() -> !store.queues().containsKey(queue.number()) && store.table(Deletions.TABLE).isEmpty());
		assertThat(told).containsExactly(MessageClass.NACK_Q_DELETED);
		assertThat(store.queue(queue.number()).count()).isZero();
		assertThat(store.queues()).containsKey(other.number());
	}

	@Test
	void anArrivalThatFailsUsesNoQuota() throws Exception {
		int size = message("one").size();
		Queue small = manager.create(QueueAttributes.named("small").withQuota((size + 1023) / 1024));
		store.failing = true;
		for (int i = 0; i < 100; i++) {
			failure(StoreException.class, small.append(3, message("one")));
		}
		store.failing = false;
		small.append(3, message("one")).toCompletableFuture().get();
		assertThat(small.count()).isEqualTo(1);
	}

	@Test
	void aStoreThatCannotBeReadIsNotAnEmptyQueue() throws Exception {
		put("one");
		store.unreadable = true;
		assertThat(receive(1)).isEqualTo("MQ_ERROR_SERVICE_NOT_AVAILABLE");
		store.unreadable = false;
		assertThat(receive(1)).isEqualTo("one");
	}

	@Test
	void aReadThatWaitsFailsWithTheStore() throws Exception {
		CompletionStage<QueueMessage> waiting = receive(1, ReadRequest.FOR_EVER);
		store.unreadable = true;
		put("one");
		assertThat(label(waiting)).isEqualTo("MQ_ERROR_SERVICE_NOT_AVAILABLE");
		store.unreadable = false;
		assertThat(receive(1)).as("the request id is free").isEqualTo("one");
	}

	@Test
	void anExpiredMessageThatCannotBeDeletedIsHiddenAllTheSame() throws Exception {
		queue.append(3, message("late", builder -> builder.timeToBeReceived(20))).toCompletableFuture().get();
		clock.advance(60);
		store.failing = true;
		CompletionStage<QueueMessage> waiting = receive(1, ReadRequest.FOR_EVER);
		assertThat(peek()).isEqualTo("MQ_ERROR_IO_TIMEOUT");
		store.failing = false;
		put("one");
		assertThat(label(waiting)).isEqualTo("one");
		Await.until(() -> queue.count() == 1);
	}

	@Test
	void anAcknowledgedMessageIsNeverSeenAgain() throws Exception {
		put("one", "two");
		receive(1);
		done(open.end(1, true));
		OpenQueue other = queue.open(true, false);
		assertThat(label(other.read(request(ReadRequest.Action.RECEIVE, 1, 0)))).isEqualTo("two");
		assertThat(label(other.read(request(ReadRequest.Action.RECEIVE, 2, 0)))).isEqualTo("MQ_ERROR_IO_TIMEOUT");
	}

	@Test
	void aReceiveBeginsWithNoReadUntilTheArrivalIsVisible() throws Exception {
		store.hold();
		CompletionStage<Void> arriving = queue.append(3, message("one"));
		assertThat(receive(1)).isEqualTo("MQ_ERROR_IO_TIMEOUT");
		CompletionStage<QueueMessage> waiting = receive(1, ReadRequest.FOR_EVER);
		store.proceed();
		arriving.toCompletableFuture().get(10, TimeUnit.SECONDS);
		assertThat(label(waiting)).isEqualTo("one");
		assertThat(status(failure(MqException.class, open.end(2, true))))
				.isEqualTo(MqStatus.INVALID_PARAMETER);
	}
}
