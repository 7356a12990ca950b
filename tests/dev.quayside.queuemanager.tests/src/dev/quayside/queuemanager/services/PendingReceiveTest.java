package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.services.Wire.Answer;
import dev.quayside.testkit.TestQueueManager;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** R_EndReceive, R_PurgeQueue, the cleanup timer and rundown ([MS-MQRR] 3.1.4.6, 3.1.4.9, 3.1.5.1, 3.1.6). */
class PendingReceiveTest extends WireTest {

	private byte[] handle;
	private byte[] other;

	@BeforeEach
	void open() throws IOException {
		handle = wire.open(name, Wire.RECEIVE_ACCESS);
		other = wire.open(name, Wire.RECEIVE_ACCESS);
	}

	private String head() throws IOException {
		Answer answer = wire.read(other, 0, Wire.PEEK_CURRENT, 100);
		return answer.status() == 0 ? answer.label() : "";
	}

	@Test
	void anAcknowledgementRemovesTheMessage() throws IOException {
		put("one", "two");
		wire.read(handle, 0, Wire.RECEIVE, 1);
		assertThat(queue.count()).as("still in the queue").isEqualTo(2);
		assertThat(wire.end(handle, Wire.ACK, 1)).isZero();
		assertThat(queue.count()).isEqualTo(1);
		assertThat(head()).isEqualTo("two");
	}

	@Test
	void aNegativeAcknowledgementPutsTheMessageBackInItsPlace() throws IOException {
		put("one", "two", "three");
		long one = wire.read(handle, 0, Wire.RECEIVE, 1).lookupId();
		wire.read(handle, 0, Wire.RECEIVE, 2);
		assertThat(wire.end(handle, Wire.NACK, 2)).isZero();
		assertThat(head()).isEqualTo("two");
		assertThat(wire.end(handle, Wire.NACK, 1)).isZero();
		assertThat(head()).isEqualTo("one");
		assertThat(wire.read(other, 0, Wire.PEEK_CURRENT, 100).lookupId()).isEqualTo(one);
		assertThat(queue.count()).isEqualTo(3);
	}

	@Test
	void aHandleWithoutPendingReceivesIsInvalid() throws IOException {
		put("one");
		assertThat(wire.end(handle, Wire.ACK, 1)).isEqualTo(Wire.INVALID_HANDLE);
		wire.read(other, 0, Wire.RECEIVE, 1);
		assertThat(wire.end(handle, Wire.ACK, 1)).as("pending at another handle").isEqualTo(Wire.INVALID_HANDLE);
		assertThat(wire.end(other, Wire.ACK, 1)).isZero();
	}

	@Test
	void anUnknownRequestIdIsInvalidWhereOthersArePending() throws IOException {
		put("one");
		wire.read(handle, 0, Wire.RECEIVE, 1);
		assertThat(wire.end(handle, Wire.ACK, 2)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.end(handle, Wire.ACK, 1)).isZero();
	}

	@Test
	void aReceiveEndsOnce() throws IOException {
		put("one", "two");
		wire.read(handle, 0, Wire.RECEIVE, 1);
		wire.read(handle, 0, Wire.RECEIVE, 2);
		assertThat(wire.end(handle, Wire.NACK, 1)).isZero();
		assertThat(wire.end(handle, Wire.ACK, 1)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.end(handle, Wire.ACK, 2)).isZero();
		assertThat(wire.end(handle, Wire.ACK, 2)).isEqualTo(Wire.INVALID_HANDLE);
		assertThat(head()).isEqualTo("one");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 3, 0x80000002L, 0xFFFFFFFFL })
	void anAcknowledgementOutOfRangeIsABadStub(long acknowledge) throws IOException {
		put("one");
		wire.read(handle, 0, Wire.RECEIVE, 1);
		assertThat(wire.fault(9, Stub.of(handle).u32(acknowledge).u32(1))).isEqualTo(Wire.BAD_STUB_DATA);
		assertThat(wire.end(handle, Wire.ACK, 1)).as("nothing was ended").isZero();
	}

	@Test
	void aRequestIdIsInUseUntilTheReceiveHasEnded() throws IOException {
		put("one", "two");
		wire.read(handle, 0, Wire.RECEIVE, 1);
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 1).status()).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.read(handle, 0, Wire.PEEK_CURRENT, 1).label()).as("peeks end at once").isEqualTo("two");
		assertThat(wire.read(other, 0, Wire.RECEIVE, 1).label()).as("another handle").isEqualTo("two");
		wire.end(handle, Wire.NACK, 1);
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 1).label()).isEqualTo("one");
	}

	@Test
	void aReceiveThatFailsLeavesItsRequestIdFree() throws IOException {
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 1).status()).isEqualTo(Wire.IO_TIMEOUT);
		assertThat(wire.lookup(handle, 1, Wire.LOOKUP_RECEIVE_NEXT, 1).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		put("one");
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 1).label()).isEqualTo("one");
	}

	@Test
	void aReceiveThatWaitsCannotBeEnded() throws Exception {
		CompletableFuture<Answer> waiting = wire.waiting(handle, 0, Wire.RECEIVE, Wire.FOR_EVER, 1);
		Await.until(() -> queue.waitingReads() == 1);
		assertThat(wire.end(handle, Wire.ACK, 1)).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		put("one");
		assertThat(waiting.get().label()).isEqualTo("one");
		assertThat(wire.end(handle, Wire.ACK, 1)).isZero();
	}

	@Test
	void aReceiveThatHasItsMessageCannotBeCancelled() throws IOException {
		put("one");
		wire.read(handle, 0, Wire.RECEIVE, 1);
		assertThat(wire.cancel(handle, 1)).isEqualTo(Wire.STATUS_NOT_FOUND);
		assertThat(wire.end(handle, Wire.ACK, 1)).isZero();
	}

	@Test
	void purgingDeletesEverything() throws IOException {
		put("one", "two");
		assertThat(wire.purge(handle)).isZero();
		assertThat(queue.count()).isZero();
		assertThat(queue.bytes()).isZero();
		assertThat(wire.purge(handle)).as("an empty queue").isZero();
	}

	@Test
	void purgingTakesReceiveAccess() throws IOException {
		put("one");
		assertThat(wire.purge(wire.open(name, Wire.PEEK_ACCESS))).isEqualTo(Wire.STATUS_ACCESS_DENIED);
		assertThat(queue.count()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { Wire.ACK, Wire.NACK })
	void aMessageThatWasLockedDuringAPurgeGoesWhenItsReceiveEnds(int acknowledge) throws IOException {
		put("one", "two");
		long one = wire.read(handle, 0, Wire.RECEIVE, 1).lookupId();
		assertThat(wire.purge(other)).isZero();
		assertThat(queue.count()).as("the locked one").isEqualTo(1);
		assertThat(wire.lookup(other, one, Wire.LOOKUP_PEEK_CURRENT, 0).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(wire.end(handle, acknowledge, 1)).isZero();
		Await.until(() -> queue.count() == 0);
		assertThat(head()).isEmpty();
	}

	@Test
	void aPurgeHitsOnlyWhatWasThere() throws IOException {
		put("one");
		wire.purge(handle);
		put("two");
		assertThat(head()).isEqualTo("two");
	}

	@Test
	void purgingForgetsWhatACursorStoodAt() throws IOException {
		put("one");
		long cursor = wire.createCursor(handle);
		wire.read(handle, cursor, Wire.PEEK_CURRENT, 0);
		wire.purge(handle);
		assertThat(wire.read(handle, cursor, Wire.PEEK_CURRENT, 0).status()).isEqualTo(Wire.MESSAGE_ALREADY_RECEIVED);
	}

	@Test
	void closingTheQueueGivesBackWhatIsPending() throws IOException {
		put("one", "two");
		wire.read(handle, 0, Wire.RECEIVE, 1);
		wire.read(handle, 0, Wire.RECEIVE, 2);
		assertThat(wire.close(handle)).isZero();
		assertThat(head()).isEqualTo("one");
		assertThat(wire.end(other, Wire.ACK, 1)).isEqualTo(Wire.INVALID_HANDLE);
	}

	@Test
	void closingTheQueueEndsWhatWaits() throws Exception {
		long cursor = wire.createCursor(handle);
		CompletableFuture<Answer> receive = wire.waiting(handle, 0, Wire.RECEIVE, Wire.FOR_EVER, 1);
		CompletableFuture<Answer> peek = wire.waiting(handle, cursor, Wire.PEEK_CURRENT, 60_000, 2);
		Await.until(() -> queue.waitingReads() == 2);
		assertThat(wire.close(handle)).isZero();
		assertThat(receive.get().status()).isEqualTo(Wire.OPERATION_CANCELLED);
		assertThat(peek.get().status()).isEqualTo(Wire.OPERATION_CANCELLED);
	}

	@Test
	void whatAClientHadPendingComesBackWhenItHasGone() throws IOException {
		put("one", "two");
		try (Wire gone = new Wire(manager.server().rpcPort())) {
			byte[] lost = gone.open(name, Wire.RECEIVE_ACCESS);
			gone.read(lost, 0, Wire.RECEIVE, 1);
			assertThat(head()).isEqualTo("two");
		}
		Await.until(() -> head().equals("one"));
		assertThat(queue.count()).isEqualTo(2);
	}

	@Test
	void aClientThatGoesWhileItWaitsTakesNothingAlong() throws Exception {
		try (Wire gone = new Wire(manager.server().rpcPort())) {
			byte[] lost = gone.open(name, Wire.RECEIVE_ACCESS);
			gone.waiting(lost, 0, Wire.RECEIVE, Wire.FOR_EVER, 1);
			gone.waiting(lost, 0, Wire.PEEK_CURRENT, Wire.FOR_EVER, 2);
			Await.until(() -> queue.waitingReads() == 2);
		}
		Await.until(() -> queue.waitingReads() == 0);
		put("one");
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 1).label()).isEqualTo("one");
	}

	@Test
	void theCleanupTimerGivesBackWhatNobodyEnds(@TempDir Path folder) throws Exception {
		try (TestQueueManager impatient = TestQueueManager.start(folder, Duration.ofSeconds(1), "q");
				Wire client = new Wire(impatient.server().rpcPort())) {
			Messages.put(impatient, "q", "one", "two");
			byte[] slow = client.open("q", Wire.RECEIVE_ACCESS);
			assertThat(client.read(slow, 0, Wire.RECEIVE, 1).label()).isEqualTo("one");
			Await.until(() -> client.read(slow, 0, Wire.PEEK_CURRENT, 100).label().equals("one"));
			assertThat(client.end(slow, Wire.ACK, 1)).as("too late").isEqualTo(Wire.INVALID_HANDLE);
			assertThat(Messages.queue(impatient, "q").count()).isEqualTo(2);
			client.read(slow, 0, Wire.RECEIVE, 2);
			assertThat(client.end(slow, Wire.ACK, 2)).as("in time").isZero();
			assertThat(Messages.queue(impatient, "q").count()).isEqualTo(1);
		}
	}
}
