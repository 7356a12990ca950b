package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.queuemanager.services.Await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Limits of what clients keep open, and request ids that are used again. */
class OpenQueueRulesTest extends EngineTest {

	private int used(Allowance.Kind kind) {
		return manager.allowance().used(kind);
	}

	@Test
	void closingGivesEverythingBack() throws Exception {
		put("one", "two");
		OpenQueue other = queue.open(true, false);
		for (int i = 0; i < 10; i++) {
			other.createCursor();
		}
		other.closeCursor(other.createCursor());
		label(other.read(request(ReadRequest.Action.RECEIVE, 1, 0)));
		label(other.read(request(ReadRequest.Action.RECEIVE, 2, 0)));
		other.read(request(ReadRequest.Action.RECEIVE, 3, ReadRequest.FOR_EVER));
		other.read(request(ReadRequest.Action.PEEK_CURRENT, 4, 60_000));
		assertThat(used(Allowance.Kind.OPEN)).isEqualTo(2);
		assertThat(used(Allowance.Kind.CURSOR)).isEqualTo(10);
		assertThat(used(Allowance.Kind.RECEIVE)).isEqualTo(3);
		assertThat(used(Allowance.Kind.WAITING)).isEqualTo(2);
		other.close();
		other.close();
		open.close();
		for (Allowance.Kind kind : Allowance.Kind.values()) {
			Await.until(() -> used(kind) == 0);
		}
	}

	@Test
	void whatEndsInAnyWayIsGivenBack() throws Exception {
		put("one");
		receive(1);
		done(open.end(1, false));
		receive(1);
		done(open.end(1, true));
		receive(1);
		label(receive(1, 1));
		CompletionStage<QueueMessage> waiting = receive(1, ReadRequest.FOR_EVER);
		open.cancel(1);
		label(waiting);
		receive(1, 0);
		open.read(new ReadRequest(ReadRequest.Action.LOOKUP_RECEIVE_NEXT, 1, 0, 0, 1, 0));
		assertThat(used(Allowance.Kind.RECEIVE)).isZero();
		assertThat(used(Allowance.Kind.WAITING)).isZero();
	}

	@Test
	void anOpenQueueHasALimitedNumberOfReceives() throws Exception {
		List<CompletionStage<Void>> arriving = new ArrayList<>();
		for (int i = 0; i <= Receives.MAX; i++) {
			arriving.add(queue.append(3, message("x")));
		}
		arriving.forEach(EngineTest::done);
		long last = 0;
		for (int i = 0; i < Receives.MAX; i++) {
			ReadRequest.Action action = i == 0 ? ReadRequest.Action.RECEIVE : ReadRequest.Action.LOOKUP_RECEIVE_NEXT;
			ReadRequest next = new ReadRequest(action, last, 0, 0, i, 0);
			last = open.read(next).toCompletableFuture().get().lookupId();
		}
		assertThat(receive(Receives.MAX)).isEqualTo("MQ_ERROR_INSUFFICIENT_RESOURCES");
		assertThat(peek()).as("peeks go on").isEqualTo("x");
		done(open.end(0, true));
		assertThat(receive(0)).isEqualTo("x");
	}

	@Test
	void theQueueManagerHasALimitedNumberOfOpenQueues() throws Exception {
		List<OpenQueue> all = new ArrayList<>();
		MqException refused = null;
		while (refused == null) {
			refused = catchThrowableOfType(MqException.class, () -> all.add(queue.open(false, false)));
		}
		assertThat(refused.status()).isEqualTo(MqStatus.INSUFFICIENT_RESOURCES);
		assertThat(all).hasSizeLessThan(10_000);
		all.get(0).close();
		queue.open(false, false).close();
		all.forEach(OpenQueue::close);
	}

	@Test
	void aReadThatWasRefusedGivesUpNoOtherWithItsId() throws Exception {
		put("one");
		receive(1);
		ReadRequest refused = request(ReadRequest.Action.RECEIVE, 1, 0);
		assertThat(label(open.read(refused))).isEqualTo("MQ_ERROR_INVALID_PARAMETER");
		open.abandon(refused);
		assertThat(peek()).as("still locked").isEqualTo("MQ_ERROR_IO_TIMEOUT");
		done(open.end(1, true));
		assertThat(queue.count()).isZero();
	}

	@Test
	void anAbandonedReceiveGivesItsMessageBack() throws Exception {
		put("one");
		ReadRequest request = request(ReadRequest.Action.RECEIVE, 1, 0);
		label(open.read(request));
		open.abandon(request);
		assertThat(peek()).isEqualTo("one");
		open.abandon(request);
		assertThat(status(failure(MqException.class, open.end(1, true)))).isEqualTo(MqStatus.INVALID_HANDLE);
	}

	@Test
	void anAbandonedPeekDoesNotWaitAnyMore() throws Exception {
		ReadRequest request = request(ReadRequest.Action.PEEK_CURRENT, 1, ReadRequest.FOR_EVER);
		CompletionStage<QueueMessage> waiting = open.read(request);
		open.abandon(request);
		assertThat(label(waiting)).isEqualTo("MQ_ERROR_OPERATION_CANCELLED");
		assertThat(queue.waitingReads()).isZero();
	}

	@Test
	void aClosedQueueRefusesEverything() throws Exception {
		open.close();
		assertThat(receive(1)).isEqualTo("MQ_ERROR_INVALID_HANDLE");
		assertThat(status(failure(MqException.class, open.end(1, true)))).isEqualTo(MqStatus.INVALID_HANDLE);
		assertThat(status(failure(MqException.class, open.purge()))).isEqualTo(MqStatus.INVALID_HANDLE);
		assertThat(catchThrowableOfType(MqException.class, open::createCursor).status())
				.isEqualTo(MqStatus.INVALID_HANDLE);
		assertThat(open.closeCursor(1)).isFalse();
	}

	/** The timer of a receive fires while its id is being used again: the new receive keeps its message. */
	@Test
	void anOldTimerDoesNotEndANewReceiveWithTheSameId() throws Exception {
		try (QueueManager impatient = start(Duration.ofMillis(1500))) {
			Queue again = impatient.find(queue.path()).orElseThrow();
			OpenQueue reader = again.open(true, false);
			put("one");
			label(reader.read(request(ReadRequest.Action.RECEIVE, 1, 0)));
			synchronized (again) {
				Await.until(() -> timers().anyMatch(thread -> thread.getState() == Thread.State.BLOCKED));
				done(reader.end(1, false));
				assertThat(label(reader.read(request(ReadRequest.Action.RECEIVE, 1, 0)))).isEqualTo("one");
			}
			Await.until(() -> timers().noneMatch(thread -> thread.getState() == Thread.State.BLOCKED));
			done(reader.end(1, true));
			assertThat(again.count()).isZero();
		}
	}

	private static Stream<Thread> timers() {
		return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("queue-timers"));
	}

	@Test
	void timersOfEndedReceivesAreForgotten() throws Exception {
		put("one");
		for (int i = 0; i < 1_000; i++) {
			receive(1);
			done(open.end(1, false));
		}
		assertThat(manager.scheduled()).isLessThan(10);
	}
}
