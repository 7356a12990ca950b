package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.services.Wire.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** R_StartReceive without waiting and without cursors ([MS-MQRR] 3.1.4.7, [MS-MQDMPR] 3.1.7.1.10 to 3.1.7.1.15). */
class StartReceiveTest extends WireTest {

	private byte[] handle;

	@BeforeEach
	void open() throws IOException {
		handle = wire.open(name, Wire.RECEIVE_ACCESS);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0x00000001L, 0x00000002L, 0x80000002L, 0x80000010L, 0x40000000L, 0x4000000FL, 0x40000013L,
			0x40000014L, 0x40000023L, 0x40000030L, 0xC0000010L, 0x00000010L, 0x00000020L, 0xFFFFFFFFL })
	void otherActionsAreInvalid(long action) throws IOException {
		put("one");
		for (long lookup : new long[]{ 0, 1 }) {
			assertThat(wire.startReceive(handle, lookup, 0, (int) action, 0, 1, 0).status())
					.isEqualTo(Wire.INVALID_PARAMETER);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { Wire.LOOKUP_PEEK_CURRENT, Wire.LOOKUP_PEEK_NEXT, Wire.LOOKUP_PEEK_PREV,
			Wire.LOOKUP_RECEIVE_CURRENT, Wire.LOOKUP_RECEIVE_NEXT, Wire.LOOKUP_RECEIVE_PREV })
	void aLookupTakesAnIdNoCursorAndNoTimeOut(int action) throws IOException {
		put("one", "two", "three");
		long two = wire.lookup(handle, first(), Wire.LOOKUP_PEEK_NEXT, 0).lookupId();
		long cursor = wire.createCursor(handle);
		assertThat(wire.startReceive(handle, 0, 0, action, 0, 1, 0).status()).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.startReceive(handle, two, cursor, action, 0, 1, 0).status()).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.startReceive(handle, two, 0, action, 1, 1, 0).status()).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.startReceive(handle, two, 0, action, Wire.FOR_EVER, 1, 0).status())
				.isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.startReceive(handle, two, 0, action, 0, 1, 0).status()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { Wire.RECEIVE, Wire.PEEK_CURRENT, Wire.PEEK_NEXT })
	void otherActionsTakeNoLookupId(int action) throws IOException {
		put("one");
		long cursor = wire.createCursor(handle);
		wire.read(handle, cursor, Wire.PEEK_CURRENT, 0);
		assertThat(wire.startReceive(handle, first(), 0, action, 0, 1, 0).status()).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.startReceive(handle, first(), cursor, action, 0, 1, 0).status())
				.isEqualTo(Wire.INVALID_PARAMETER);
	}

	@Test
	void peekingAtTheNextTakesACursor() throws IOException {
		put("one");
		assertThat(wire.read(handle, 0, Wire.PEEK_NEXT, 1).status()).isEqualTo(Wire.INVALID_PARAMETER);
	}

	@Test
	void parametersAreCheckedBeforeTheCursor() throws IOException {
		assertThat(wire.startReceive(handle, 0, 77, 1, 0, 1, 0).status()).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.startReceive(handle, 0, 77, Wire.RECEIVE, 0, 1, 0).status())
				.isEqualTo(Wire.STATUS_INVALID_HANDLE);
	}

	@Test
	void whatFailsIsTwentyEightBytesWithNothingButTheStatus() throws IOException {
		byte[] answer = wire.call(7, Wire.receiveStub(handle, 0, 0, Wire.RECEIVE, 0, 1, 100));
		assertThat(HexFormat.of().formatHex(answer)).isEqualTo("00".repeat(24) + "1b000ec0");
	}

	@Test
	void aQueueOpenedForPeekingRefusesToReceive() throws IOException {
		put("one");
		byte[] peeking = wire.open(name, Wire.PEEK_ACCESS);
		long one = first();
		assertThat(wire.read(peeking, 0, Wire.RECEIVE, 1).status()).isEqualTo(Wire.STATUS_ACCESS_DENIED);
		for (int action : new int[]{ Wire.LOOKUP_RECEIVE_CURRENT, Wire.LOOKUP_RECEIVE_NEXT,
				Wire.LOOKUP_RECEIVE_PREV }) {
			assertThat(wire.lookup(peeking, one, action, 1).status()).isEqualTo(Wire.STATUS_ACCESS_DENIED);
		}
		assertThat(wire.end(peeking, Wire.ACK, 1)).as("nothing was begun").isEqualTo(Wire.INVALID_HANDLE);
		assertThat(wire.lookup(peeking, one, Wire.LOOKUP_PEEK_CURRENT, 1).label()).isEqualTo("one");
	}

	@Test
	void peekingChangesNothing() throws IOException {
		put("one", "two");
		for (int i = 0; i < 3; i++) {
			assertThat(wire.read(handle, 0, Wire.PEEK_CURRENT, 1).label()).isEqualTo("one");
		}
		assertThat(wire.end(handle, Wire.ACK, 1)).isEqualTo(Wire.INVALID_HANDLE);
	}

	@Test
	void higherPriorityComesFirstAndThenWhatCameFirst() throws IOException {
		put(0, "a0");
		put(3, "a3");
		put(7, "a7");
		put(3, "b3");
		put(7, "b7");
		put(0, "b0");
		List<String> order = new ArrayList<>();
		for (int request = 1; request <= 6; request++) {
			order.add(wire.read(handle, 0, Wire.RECEIVE, request).label());
		}
		assertThat(order).containsExactly("a7", "b7", "a3", "b3", "a0", "b0");
	}

	@Test
	void anEmptyQueueTimesOutAtOnce() throws IOException {
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 1).status()).isEqualTo(Wire.IO_TIMEOUT);
		assertThat(wire.read(handle, 0, Wire.PEEK_CURRENT, 1).status()).isEqualTo(Wire.IO_TIMEOUT);
		assertThat(wire.end(handle, Wire.ACK, 1)).as("nothing is pending").isEqualTo(Wire.INVALID_HANDLE);
	}

	@ParameterizedTest
	@ValueSource(ints = { Wire.RECEIVE, Wire.PEEK_CURRENT })
	void theArrivalTimeIsAlwaysFilled(int action) throws IOException {
		put("one");
		assertThat(wire.read(handle, 0, action, 1).arrived()).isEqualTo(Messages.ARRIVED);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 3, 7 })
	void theSequenceIdIsTheLookupIdWithoutItsHighestByte(int priority) throws IOException {
		put(priority, "one");
		Answer peeked = wire.read(handle, 0, Wire.PEEK_CURRENT, 1);
		assertThat(peeked.sequence() >>> 56).isZero();
		assertThat(peeked.sequence()).isNotZero();
		assertThat(wire.lookup(handle, peeked.lookupId(), Wire.LOOKUP_PEEK_CURRENT, 2).label()).isEqualTo("one");
		assertThat(wire.lookup(handle, peeked.sequence() | 0x01L << 56, Wire.LOOKUP_PEEK_CURRENT, 2).status())
				.as("as if of priority 6").isEqualTo(Wire.MESSAGE_NOT_FOUND);
	}

	private long first() throws IOException {
		return wire.read(handle, 0, Wire.PEEK_CURRENT, 0).lookupId();
	}

	@Test
	void lookupsGoForwardAndBackwardInQueueOrder() throws IOException {
		put("one", "two", "three");
		put(7, "zero");
		List<String> forward = new ArrayList<>();
		Answer at = wire.read(handle, 0, Wire.PEEK_CURRENT, 0);
		long last = 0;
		while (at.status() == 0) {
			forward.add(at.label());
			last = at.lookupId();
			at = wire.lookup(handle, last, Wire.LOOKUP_PEEK_NEXT, 0);
		}
		assertThat(at.status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(forward).containsExactly("zero", "one", "two", "three");
		List<String> backward = new ArrayList<>();
		at = wire.lookup(handle, last, Wire.LOOKUP_PEEK_PREV, 0);
		while (at.status() == 0) {
			backward.add(at.label());
			at = wire.lookup(handle, at.lookupId(), Wire.LOOKUP_PEEK_PREV, 0);
		}
		assertThat(at.status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(backward).containsExactly("two", "one", "zero");
	}

	@Test
	void theLastMessageIsInFrontOfTheGreatestId() throws IOException {
		put("one", "two");
		assertThat(wire.lookup(handle, -1L, Wire.LOOKUP_PEEK_PREV, 0).label()).isEqualTo("two");
		assertThat(wire.lookup(handle, -1L, Wire.LOOKUP_PEEK_NEXT, 0).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(wire.lookup(handle, -1L, Wire.LOOKUP_PEEK_CURRENT, 0).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
	}

	/** [MS-MQDMPR] 3.1.7.3.3: the message is looked for first, whatever the direction. */
	@ParameterizedTest
	@ValueSource(longs = { 1, (4L << 56) + 99_999, 99L << 56, 0x8000000000000000L, -2 })
	void nothingIsBesideAMessageThatNeverWas(long never) throws IOException {
		put("one", "two");
		for (int action : new int[]{ Wire.LOOKUP_PEEK_NEXT, Wire.LOOKUP_PEEK_PREV, Wire.LOOKUP_PEEK_CURRENT,
				Wire.LOOKUP_RECEIVE_NEXT, Wire.LOOKUP_RECEIVE_PREV, Wire.LOOKUP_RECEIVE_CURRENT }) {
			assertThat(wire.lookup(handle, never, action, 1).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		}
		assertThat(wire.end(handle, Wire.ACK, 1)).as("nothing is pending").isEqualTo(Wire.INVALID_HANDLE);
	}

	@Test
	void nothingIsBesideAMessageThatIsThereNoMore() throws IOException {
		put("one", "two", "three");
		long two = wire.lookup(handle, first(), Wire.LOOKUP_PEEK_NEXT, 0).lookupId();
		wire.lookup(handle, two, Wire.LOOKUP_RECEIVE_CURRENT, 1);
		assertThat(wire.end(handle, Wire.ACK, 1)).isZero();
		assertThat(wire.lookup(handle, two, Wire.LOOKUP_PEEK_CURRENT, 0).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(wire.lookup(handle, two, Wire.LOOKUP_RECEIVE_CURRENT, 1).status())
				.isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(wire.lookup(handle, two, Wire.LOOKUP_PEEK_NEXT, 0).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(wire.lookup(handle, two, Wire.LOOKUP_PEEK_PREV, 0).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
	}

	@Test
	void aLockedMessageHasNeighbours() throws IOException {
		put("one", "two", "three");
		long two = wire.lookup(handle, first(), Wire.LOOKUP_RECEIVE_NEXT, 1).lookupId();
		assertThat(wire.lookup(handle, two, Wire.LOOKUP_PEEK_NEXT, 0).label()).isEqualTo("three");
		assertThat(wire.lookup(handle, two, Wire.LOOKUP_PEEK_PREV, 0).label()).isEqualTo("one");
	}

	@Test
	void aLockedMessageIsInvisible() throws IOException {
		put("one", "two", "three");
		Answer two = wire.lookup(handle, first(), Wire.LOOKUP_RECEIVE_NEXT, 1);
		assertThat(two.label()).isEqualTo("two");
		byte[] other = wire.open(name, Wire.RECEIVE_ACCESS);
		long one = first();
		assertThat(wire.lookup(other, one, Wire.LOOKUP_PEEK_NEXT, 0).label()).isEqualTo("three");
		assertThat(wire.lookup(other, -1L, Wire.LOOKUP_PEEK_PREV, 0).label()).isEqualTo("three");
		long three = wire.lookup(other, -1L, Wire.LOOKUP_PEEK_PREV, 0).lookupId();
		assertThat(wire.lookup(other, three, Wire.LOOKUP_PEEK_PREV, 0).label()).isEqualTo("one");
		assertThat(wire.lookup(other, two.lookupId(), Wire.LOOKUP_PEEK_CURRENT, 0).status())
				.isEqualTo(Wire.TRANSACTION_USAGE);
		assertThat(wire.lookup(other, two.lookupId(), Wire.LOOKUP_RECEIVE_CURRENT, 2).status())
				.isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(wire.lookup(handle, two.lookupId(), Wire.LOOKUP_PEEK_CURRENT, 0).status())
				.as("not even the receiver sees it").isEqualTo(Wire.TRANSACTION_USAGE);
	}

	@Test
	void aLockedHeadIsPassedOver() throws IOException {
		put("one", "two");
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 1).label()).isEqualTo("one");
		byte[] other = wire.open(name, Wire.RECEIVE_ACCESS);
		assertThat(wire.read(other, 0, Wire.PEEK_CURRENT, 0).label()).isEqualTo("two");
		assertThat(wire.read(other, 0, Wire.RECEIVE, 1).label()).isEqualTo("two");
		assertThat(wire.read(other, 0, Wire.RECEIVE, 2).status()).isEqualTo(Wire.IO_TIMEOUT);
	}

	@ParameterizedTest
	@ValueSource(ints = { Wire.RECEIVE, Wire.LOOKUP_RECEIVE_CURRENT, Wire.LOOKUP_RECEIVE_NEXT,
			Wire.LOOKUP_RECEIVE_PREV })
	void everyReceiveIsEndedByItsRequestId(int action) throws IOException {
		put("one", "two", "three");
		long two = wire.lookup(handle, first(), Wire.LOOKUP_PEEK_NEXT, 0).lookupId();
		Answer taken = wire.startReceive(handle, action == Wire.RECEIVE ? 0 : two, 0, action, 0, 0xFFFFFFFFL, 0);
		assertThat(taken.status()).isZero();
		assertThat(wire.end(handle, Wire.ACK, 0xFFFFFFFFL)).isZero();
		assertThat(wire.lookup(handle, taken.lookupId(), Wire.LOOKUP_PEEK_CURRENT, 0).status())
				.isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(queue.count()).isEqualTo(2);
	}
}
