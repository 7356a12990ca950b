package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.services.Wire.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads that wait, and R_CancelReceive ([MS-MQRR] 3.1.4.7, 3.1.4.8, [MS-MQDMPR] 3.1.7.2.2, 3.1.7.3.1). */
class WaitingReceiveTest extends WireTest {

	private byte[] handle;

	@BeforeEach
	void open() throws IOException {
		handle = wire.open(name, Wire.RECEIVE_ACCESS);
	}

	private CompletableFuture<Answer> waiting(int action, long timeout, long request) {
		int before = queue.waitingReads();
		CompletableFuture<Answer> result = wire.waiting(handle, 0, action, timeout, request);
		Await.until(() -> queue.waitingReads() == before + 1 || result.isDone());
		return result;
	}

	@Test
	void whoWaitsGetsTheMessageThatComes() throws Exception {
		CompletableFuture<Answer> waiting = waiting(Wire.RECEIVE, 60_000, 1);
		put("one");
		Answer answer = waiting.get();
		assertThat(answer.label()).isEqualTo("one");
		assertThat(answer.arrived()).isEqualTo(Messages.ARRIVED);
		assertThat(wire.read(handle, 0, Wire.PEEK_CURRENT, 2).status()).as("it is locked").isEqualTo(Wire.IO_TIMEOUT);
		assertThat(wire.end(handle, Wire.ACK, 1)).isZero();
	}

	@Test
	void aMessageThatIsThereIsTakenAtOnce() throws IOException {
		put("one");
		assertThat(wire.startReceive(handle, 0, 0, Wire.RECEIVE, Wire.FOR_EVER, 1, 0).label()).isEqualTo("one");
	}

	@Test
	void theTimeOutIsInMilliseconds() throws IOException {
		long start = System.nanoTime();
		assertThat(wire.startReceive(handle, 0, 0, Wire.RECEIVE, 150, 1, 0).status()).isEqualTo(Wire.IO_TIMEOUT);
		long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
		assertThat(millis).as("not seconds, and not at once").isBetween(140L, 100_000L);
		assertThat(wire.end(handle, Wire.ACK, 1)).as("nothing is pending").isEqualTo(Wire.INVALID_HANDLE);
		put("one");
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 1).label()).as("nobody took it").isEqualTo("one");
	}

	@Test
	void twoReceiversAreServedInTheirOrder() throws Exception {
		CompletableFuture<Answer> first = waiting(Wire.RECEIVE, Wire.FOR_EVER, 1);
		CompletableFuture<Answer> second = waiting(Wire.RECEIVE, Wire.FOR_EVER, 2);
		put("one");
		assertThat(first.get().label()).isEqualTo("one");
		assertThat(second).isNotDone();
		put("two");
		assertThat(second.get().label()).isEqualTo("two");
	}

	@Test
	void oneMessageServesAllPeeksUpToTheFirstReceive() throws Exception {
		CompletableFuture<Answer> peek1 = waiting(Wire.PEEK_CURRENT, Wire.FOR_EVER, 1);
		CompletableFuture<Answer> peek2 = waiting(Wire.PEEK_CURRENT, Wire.FOR_EVER, 2);
		CompletableFuture<Answer> receive = waiting(Wire.RECEIVE, Wire.FOR_EVER, 3);
		CompletableFuture<Answer> late = waiting(Wire.PEEK_CURRENT, Wire.FOR_EVER, 4);
		put("one");
		assertThat(peek1.get().label()).isEqualTo("one");
		assertThat(peek2.get().label()).isEqualTo("one");
		assertThat(receive.get().label()).isEqualTo("one");
		assertThat(queue.waitingReads()).isEqualTo(1);
		assertThat(late).isNotDone();
		wire.end(handle, Wire.NACK, 3);
		assertThat(late.get().label()).as("it came back").isEqualTo("one");
	}

	@Test
	void aMessageThatIsGivenBackServesWhoWaits() throws Exception {
		put("one");
		wire.read(handle, 0, Wire.RECEIVE, 1);
		CompletableFuture<Answer> waiting = waiting(Wire.RECEIVE, Wire.FOR_EVER, 2);
		wire.end(handle, Wire.NACK, 1);
		assertThat(waiting.get().label()).isEqualTo("one");
		assertThat(wire.end(handle, Wire.ACK, 2)).isZero();
		assertThat(queue.count()).isZero();
	}

	@Test
	void manyReceiversGetManyMessagesOnceEach() throws Exception {
		List<CompletableFuture<Answer>> all = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			all.add(waiting(Wire.RECEIVE, Wire.FOR_EVER, i));
		}
		for (int i = 0; i < 10; i++) {
			put("message " + i);
		}
		List<String> labels = new ArrayList<>();
		for (CompletableFuture<Answer> each : all) {
			labels.add(each.get().label());
		}
		assertThat(labels).containsExactly("message 0", "message 1", "message 2", "message 3", "message 4",
				"message 5", "message 6", "message 7", "message 8", "message 9");
	}

	@Test
	void aWaitIsCancelledByItsRequestId() throws Exception {
		CompletableFuture<Answer> first = waiting(Wire.RECEIVE, Wire.FOR_EVER, 1);
		CompletableFuture<Answer> second = waiting(Wire.RECEIVE, Wire.FOR_EVER, 2);
		assertThat(wire.cancel(handle, 2)).isZero();
		Answer cancelled = second.get();
		assertThat(cancelled.status()).isEqualTo(Wire.OPERATION_CANCELLED);
		assertThat(cancelled.length()).isEqualTo(28);
		assertThat(first).isNotDone();
		assertThat(wire.cancel(handle, 2)).as("again").isEqualTo(Wire.STATUS_NOT_FOUND);
		assertThat(wire.end(handle, Wire.ACK, 2)).isEqualTo(Wire.INVALID_PARAMETER);
		put("one");
		assertThat(first.get().label()).isEqualTo("one");
	}

	@Test
	void aPeekIsCancelledAsWell() throws Exception {
		CompletableFuture<Answer> peek = waiting(Wire.PEEK_CURRENT, Wire.FOR_EVER, 1);
		assertThat(wire.cancel(handle, 1)).isZero();
		assertThat(peek.get().status()).isEqualTo(Wire.OPERATION_CANCELLED);
	}

	@Test
	void nothingIsCancelledWithTheIdOfAnotherHandle() throws Exception {
		CompletableFuture<Answer> waiting = waiting(Wire.RECEIVE, Wire.FOR_EVER, 1);
		byte[] other = wire.open(name, Wire.RECEIVE_ACCESS);
		assertThat(wire.cancel(other, 1)).isEqualTo(Wire.STATUS_NOT_FOUND);
		assertThat(waiting).isNotDone();
		put("one");
		assertThat(waiting.get().label()).isEqualTo("one");
	}

	@Test
	void nothingWaitsThatNobodyAskedFor() throws IOException {
		assertThat(wire.cancel(handle, 0)).isEqualTo(Wire.STATUS_NOT_FOUND);
		assertThat(wire.cancel(handle, 0xFFFFFFFFL)).isEqualTo(Wire.STATUS_NOT_FOUND);
	}

	@Test
	void aCancelledRequestIdIsFreeAgain() throws Exception {
		CompletableFuture<Answer> waiting = waiting(Wire.RECEIVE, Wire.FOR_EVER, 1);
		wire.cancel(handle, 1);
		waiting.get();
		put("one");
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 1).label()).isEqualTo("one");
	}

	@Test
	void twoReadsThatWaitNeedTwoRequestIds() throws Exception {
		CompletableFuture<Answer> receive = waiting(Wire.RECEIVE, Wire.FOR_EVER, 1);
		assertThat(wire.startReceive(handle, 0, 0, Wire.RECEIVE, Wire.FOR_EVER, 1, 0).status())
				.isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.startReceive(handle, 0, 0, Wire.PEEK_CURRENT, Wire.FOR_EVER, 1, 0).status())
				.isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(receive).isNotDone();
		put("one");
		assertThat(receive.get().label()).isEqualTo("one");
	}

	@Test
	void aPurgeEndsNoWait() throws Exception {
		CompletableFuture<Answer> waiting = waiting(Wire.RECEIVE, Wire.FOR_EVER, 1);
		wire.purge(handle);
		assertThat(waiting).isNotDone();
		put("one");
		assertThat(waiting.get().label()).isEqualTo("one");
	}
}
