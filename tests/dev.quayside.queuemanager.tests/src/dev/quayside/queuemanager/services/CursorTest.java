package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.services.Wire.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** R_CreateCursor, R_CloseCursor, and reading with cursors ([MS-MQRR] 3.1.4.4, 3.1.4.5, [MS-MQDMPR] 3.2). */
class CursorTest extends WireTest {

	private byte[] handle;
	private long cursor;

	@BeforeEach
	void open() throws IOException {
		handle = wire.open(name, Wire.RECEIVE_ACCESS);
		cursor = wire.createCursor(handle);
	}

	private Answer current() throws IOException {
		return wire.read(handle, cursor, Wire.PEEK_CURRENT, 100);
	}

	private Answer next() throws IOException {
		return wire.read(handle, cursor, Wire.PEEK_NEXT, 100);
	}

	private Answer receive(long request) throws IOException {
		return wire.read(handle, cursor, Wire.RECEIVE, request);
	}

	@Test
	void handlesOfCursorsAreUniqueInTheQueueManager() throws IOException {
		Set<Long> handles = new HashSet<>(Set.of(cursor));
		byte[] other = wire.open(name, Wire.PEEK_ACCESS);
		for (int i = 0; i < 10; i++) {
			handles.add(wire.createCursor(handle));
			handles.add(wire.createCursor(other));
		}
		assertThat(handles).hasSize(21).doesNotContain(0L);
	}

	@Test
	void aCursorWalksThroughTheQueueOnce() throws IOException {
		put("one", "two", "three");
		List<String> seen = new ArrayList<>(List.of(current().label()));
		Answer at = next();
		while (at.status() == 0) {
			seen.add(at.label());
			at = next();
		}
		assertThat(seen).containsExactly("one", "two", "three");
		assertThat(at.status()).isEqualTo(Wire.IO_TIMEOUT);
	}

	@Test
	void peekingAtTheCurrentMessageStays() throws IOException {
		put("one", "two");
		assertThat(current().label()).isEqualTo("one");
		assertThat(current().label()).isEqualTo("one");
		assertThat(next().label()).isEqualTo("two");
		assertThat(current().label()).isEqualTo("two");
	}

	@Test
	void peekingAtTheNextIsIllegalBeforeTheFirst() throws IOException {
		put("one");
		assertThat(next().status()).isEqualTo(Wire.ILLEGAL_CURSOR_ACTION);
		assertThat(current().label()).isEqualTo("one");
	}

	/** [MS-MQDMPR] 3.2.7.6: running out leaves the state Unread, in which only the current message may be asked for. */
	@Test
	void behindTheEndPeekingAtTheNextIsIllegalAndAtTheCurrentFindsWhatComes() throws IOException {
		put("one");
		current();
		assertThat(next().status()).isEqualTo(Wire.IO_TIMEOUT);
		assertThat(next().status()).isEqualTo(Wire.ILLEGAL_CURSOR_ACTION);
		assertThat(current().status()).isEqualTo(Wire.IO_TIMEOUT);
		put("two");
		assertThat(next().status()).isEqualTo(Wire.ILLEGAL_CURSOR_ACTION);
		assertThat(current().label()).isEqualTo("two");
		put("three");
		assertThat(next().label()).isEqualTo("three");
	}

	@Test
	void aCursorOfAnEmptyQueueFindsWhatComes() throws IOException {
		assertThat(current().status()).isEqualTo(Wire.IO_TIMEOUT);
		assertThat(receive(1).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		put("one");
		assertThat(receive(1).label()).isEqualTo("one");
	}

	@Test
	void receivingTakesTheMessageAtTheCursorAndThenTheOneBehind() throws IOException {
		put("one", "two", "three");
		current();
		next();
		assertThat(receive(1).label()).isEqualTo("two");
		assertThat(next().status()).as("the message has not been peeked at").isEqualTo(Wire.ILLEGAL_CURSOR_ACTION);
		assertThat(current().label()).isEqualTo("three");
		assertThat(receive(2).label()).isEqualTo("three");
		assertThat(receive(3).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
	}

	/** [MS-MQDMPR] 3.1.7.1.10, 3.2.7.4: without time-out nothing is waited for, so none runs out. */
	@Test
	void receivingAtTheEndWithoutTimeOutFindsNothingAndWithOneRunsOut() throws IOException {
		assertThat(receive(1).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(wire.end(handle, Wire.ACK, 1)).as("nothing is pending").isEqualTo(Wire.INVALID_HANDLE);
		assertThat(wire.startReceive(handle, 0, cursor, Wire.RECEIVE, 20, 1, 0).status()).isEqualTo(Wire.IO_TIMEOUT);
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 1).status()).as("without cursor").isEqualTo(Wire.IO_TIMEOUT);
	}

	@Test
	void receivingWithANewCursorTakesOneAfterTheOther() throws IOException {
		put("one", "two");
		assertThat(receive(1).label()).isEqualTo("one");
		assertThat(receive(2).label()).isEqualTo("two");
	}

	@Test
	void aMessageGivenBackIsBehindTheCursor() throws IOException {
		put("one", "two");
		receive(1);
		assertThat(wire.end(handle, Wire.NACK, 1)).isZero();
		assertThat(current().label()).isEqualTo("two");
		assertThat(wire.read(handle, 0, Wire.PEEK_CURRENT, 100).label()).isEqualTo("one");
	}

	@Test
	void whatSomebodyElseTookHasGoneAndTheNextIsThere() throws IOException {
		put("one", "two");
		current();
		wire.read(handle, 0, Wire.RECEIVE, 1);
		assertThat(current().status()).as("locked").isEqualTo(Wire.MESSAGE_ALREADY_RECEIVED);
		assertThat(receive(2).status()).as("locked").isEqualTo(Wire.MESSAGE_ALREADY_RECEIVED);
		wire.end(handle, Wire.ACK, 1);
		assertThat(current().status()).as("gone").isEqualTo(Wire.MESSAGE_ALREADY_RECEIVED);
		assertThat(receive(2).status()).as("gone").isEqualTo(Wire.MESSAGE_ALREADY_RECEIVED);
		assertThat(next().label()).isEqualTo("two");
	}

	@Test
	void aMessageThatComesBackIsCurrentAgain() throws IOException {
		put("one");
		current();
		wire.read(handle, 0, Wire.RECEIVE, 1);
		assertThat(current().status()).isEqualTo(Wire.MESSAGE_ALREADY_RECEIVED);
		wire.end(handle, Wire.NACK, 1);
		assertThat(current().label()).isEqualTo("one");
	}

	@Test
	void cursorsOfOneQueueAreIndependent() throws IOException {
		put("one", "two");
		long second = wire.createCursor(handle);
		current();
		assertThat(next().label()).isEqualTo("two");
		assertThat(wire.read(handle, second, Wire.PEEK_CURRENT, 100).label()).isEqualTo("one");
	}

	@Test
	void aCursorOfAnotherOpenQueueIsUnknown() throws IOException {
		put("one");
		byte[] other = wire.open(name, Wire.RECEIVE_ACCESS);
		assertThat(wire.read(other, cursor, Wire.PEEK_CURRENT, 1).status()).isEqualTo(Wire.STATUS_INVALID_HANDLE);
		assertThat(wire.closeCursor(other, cursor)).isEqualTo(Wire.STATUS_INVALID_HANDLE);
		assertThat(current().label()).isEqualTo("one");
	}

	@Test
	void aClosedCursorIsUnknown() throws IOException {
		put("one");
		assertThat(wire.closeCursor(handle, cursor)).isZero();
		assertThat(wire.closeCursor(handle, cursor)).isEqualTo(Wire.STATUS_INVALID_HANDLE);
		assertThat(current().status()).isEqualTo(Wire.STATUS_INVALID_HANDLE);
		assertThat(next().status()).isEqualTo(Wire.STATUS_INVALID_HANDLE);
		assertThat(receive(1).status()).isEqualTo(Wire.STATUS_INVALID_HANDLE);
		assertThat(wire.closeCursor(handle, 0)).isEqualTo(Wire.STATUS_INVALID_HANDLE);
	}

	@Test
	void closingACursorEndsWhatWaitsAtItAndNothingElse() throws Exception {
		CompletableFuture<Answer> peek = wire.waiting(handle, cursor, Wire.PEEK_CURRENT, Wire.FOR_EVER, 1);
		CompletableFuture<Answer> receive = wire.waiting(handle, cursor, Wire.RECEIVE, Wire.FOR_EVER, 2);
		CompletableFuture<Answer> without = wire.waiting(handle, 0, Wire.RECEIVE, Wire.FOR_EVER, 3);
		Await.until(() -> queue.waitingReads() == 3);
		assertThat(wire.closeCursor(handle, cursor)).isZero();
		assertThat(peek.get().status()).isEqualTo(Wire.OPERATION_CANCELLED);
		assertThat(receive.get().status()).isEqualTo(Wire.OPERATION_CANCELLED);
		put("one");
		assertThat(without.get().label()).isEqualTo("one");
	}

	@Test
	void whoWaitsAtTheEndGetsWhatComesNext() throws Exception {
		put("one");
		current();
		CompletableFuture<Answer> waiting = wire.waiting(handle, cursor, Wire.PEEK_NEXT, Wire.FOR_EVER, 1);
		Await.until(() -> queue.waitingReads() == 1);
		put("two");
		assertThat(waiting.get().label()).isEqualTo("two");
		assertThat(current().label()).isEqualTo("two");
	}

	/** [MS-MQDMPR] 3.1.7.2.2: any message that becomes available satisfies who waits. */
	@Test
	void whoWaitsAtTheEndGetsAlsoWhatComesInFront() throws Exception {
		put("one");
		current();
		CompletableFuture<Answer> waiting = wire.waiting(handle, cursor, Wire.PEEK_NEXT, Wire.FOR_EVER, 1);
		Await.until(() -> queue.waitingReads() == 1);
		put(7, "urgent");
		assertThat(waiting.get().label()).isEqualTo("urgent");
		assertThat(next().label()).as("the cursor went there").isEqualTo("one");
	}

	@Test
	void aWaitThatRunsOutLeavesTheCursorUnread() throws IOException {
		put("one");
		current();
		assertThat(wire.startReceive(handle, 0, cursor, Wire.PEEK_NEXT, 20, 1, 0).status()).isEqualTo(Wire.IO_TIMEOUT);
		assertThat(next().status()).isEqualTo(Wire.ILLEGAL_CURSOR_ACTION);
		put("two");
		assertThat(current().label()).isEqualTo("two");
	}

	@Test
	void anOpenQueueHasALimitedNumberOfCursors() throws IOException {
		for (int i = 1; i < 1_000; i++) {
			wire.createCursor(handle);
		}
		byte[] refused = wire.call(4, Stub.of(handle));
		assertThat(Wire.status(refused)).isEqualTo(Wire.INSUFFICIENT_RESOURCES);
		assertThat(refused).startsWith(0, 0, 0, 0).hasSize(8);
		wire.closeCursor(handle, cursor);
		wire.createCursor(handle);
	}
}
