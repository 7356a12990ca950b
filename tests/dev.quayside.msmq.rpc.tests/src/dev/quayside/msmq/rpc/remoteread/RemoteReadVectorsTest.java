package dev.quayside.msmq.rpc.remoteread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.RemoteRead.OpenRequest;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrSyntax;
import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The stubs of RemoteRead, both directions ([MS-MQRR] 3.1.4). */
class RemoteReadVectorsTest {

	private static final Map<String, byte[]> VECTORS = Vectors
			.read("dev.quayside.msmq.rpc.tests/vectors/remote-read.txt");
	private static final ContextHandle HANDLE = new ContextHandle(0,
			UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
	private static final UUID CLIENT = UUID.fromString("03020100-0504-0706-0809-0a0b0c0d0e0f");
	private static final UUID MANAGER = UUID.fromString("728eba75-3a1a-4d8e-9c4b-2a9e2e5c1a10");

	/** A vector, how it crosses the wire, and what it means. */
	record Case<T>(String name, NdrType<T> type, T value) {

		byte[] bytes() {
			return VECTORS.get(name);
		}

		@Override
		public String toString() {
			return name;
		}
	}

	private static OpenRequest open(FormatName name) {
		return new OpenRequest(QueueFormat.of(name), 1, 0, CLIENT, true, new OpenRequest.Version(6, 1, 7601), true);
	}

	static List<Case<?>> cases() {
		return List.of(
				new Case<>("openDirect", RemoteRead.OPEN_QUEUE.in(),
						open(FormatName.parse("DIRECT=OS:localhost\\private$\\q"))),
				new Case<>("openPrivate", RemoteRead.OPEN_QUEUE.in(),
						open(new FormatName.PrivateQueue(MANAGER, 1, false))),
				new Case<>("openSubqueue", RemoteRead.OPEN_QUEUE.in(),
						open(FormatName.parse("DIRECT=OS:localhost\\private$\\q;sub"))),
				new Case<>("handle", RemoteRead.OPEN_QUEUE.out(), HANDLE),
				new Case<>("handle", RemoteRead.CLOSE_QUEUE.in(), HANDLE),
				new Case<>("closed", RemoteRead.CLOSE_QUEUE.out(), Returned.ok(ContextHandle.NULL)),
				new Case<>("handle", RemoteRead.CREATE_CURSOR.in(), HANDLE),
				new Case<>("cursorCreated", RemoteRead.CREATE_CURSOR.out(), Returned.ok(7L)),
				new Case<>("closeCursor", RemoteRead.CLOSE_CURSOR.in(), new RemoteRead.CursorRef(HANDLE, 7)),
				new Case<>("ok", RemoteRead.CLOSE_CURSOR.out(), Returned.ok(null)),
				new Case<>("handle", RemoteRead.PURGE_QUEUE.in(), HANDLE),
				new Case<>("ok", RemoteRead.PURGE_QUEUE.out(), Returned.ok(null)),
				new Case<>("startReceive", RemoteRead.START_RECEIVE.in(),
						new RemoteRead.ReceiveRequest(HANDLE, 0x0400000000000011L, 0, 0x40000020, 0, 5, 10, 20)),
				new Case<>("timedOut", RemoteRead.START_RECEIVE.out(), Returned.failed(MqStatus.IO_TIMEOUT)),
				new Case<>("cancelReceive", RemoteRead.CANCEL_RECEIVE.in(), new RemoteRead.CancelRequest(HANDLE, 5)),
				new Case<>("ok", RemoteRead.CANCEL_RECEIVE.out(), Returned.ok(null)),
				new Case<>("endReceive", RemoteRead.END_RECEIVE.in(), new RemoteRead.EndRequest(HANDLE, true, 5)),
				new Case<>("ok", RemoteRead.END_RECEIVE.out(), Returned.ok(null)),
				new Case<>("port", RemoteRead.GET_SERVER_PORT.out(), 2103L));
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubIsReadToTheLastByte(Case<T> each) {
		assertThat(each.type().decode(each.bytes())).isEqualTo(each.value());
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubIsWrittenToTheSameBytes(Case<T> each) {
		assertThat(each.type().encode(each.value())).isEqualTo(each.bytes());
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubThatEndsAnywhereIsRefused(Case<T> each) {
		Hostile.refusesEveryPrefix(each.bytes(), each.type()::decode, NdrException.class);
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aChangedByteIsReadOrRefused(Case<T> each) {
		Hostile.survivesCorruption(each.bytes(), 3, 3_000, each.type()::decode, NdrException.class);
	}

	@Test
	void aMessageInTwoSectionsIsReadAndWritten() {
		NdrType<Returned<RemoteRead.Received>> type = RemoteRead.START_RECEIVE.out();
		byte[] bytes = VECTORS.get("received");
		RemoteRead.Received received = type.decode(bytes).value();
		assertThat(received.arrived()).isEqualTo(1_700_000_001L);
		assertThat(received.sequenceId()).isEqualTo(1);
		SectionBuffer first = received.sections().get(0);
		assertThat(first.type()).isEqualTo(SectionBuffer.Type.BINARY_FIRST);
		assertThat(first.allocated()).isEqualTo(300);
		assertThat(first.data()).hasSize(210).startsWith(0x10, 0, 3, 0, 'L', 'I', 'O', 'R');
		SectionBuffer second = received.sections().get(1);
		assertThat(second.type()).isEqualTo(SectionBuffer.Type.BINARY_SECOND);
		assertThat(second.allocated()).isEqualTo(188);
		assertThat(second.data()).hasSize(188).startsWith(12, 0, 0, 0);
		assertThat(type.encode(Returned.ok(received))).isEqualTo(bytes);
		Hostile.refusesEveryPrefix(bytes, type::decode, NdrException.class);
		Hostile.survivesCorruption(bytes, 4, 10_000, type::decode, NdrException.class);
	}

	@Test
	void aPeerOfTheOtherByteOrderIsRead() {
		ByteBuffer big = ByteBuffer.allocate(28);
		big.putInt(0).putInt(0x00112233).putShort((short) 0x4455).putShort((short) 0x6677)
				.putLong(0x8899AABBCCDDEEFFL).putInt(2).putInt(5);
		assertThat(RemoteRead.END_RECEIVE.in().decodeWithPadding(big.array(), NdrSyntax.NDR20, ByteOrder.BIG_ENDIAN))
				.isEqualTo(new RemoteRead.EndRequest(HANDLE, true, 5));
	}

	/** After a failure whatever stands in the parameters is not looked at ([MS-MQRR] 3.1.4.7). */
	@Test
	void parametersOfAFailedCallAreDisregarded() {
		byte[] bytes = VECTORS.get("received").clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 4, 0xC00E001B);
		assertThat(RemoteRead.START_RECEIVE.out().decode(bytes)).isEqualTo(Returned.failed(MqStatus.IO_TIMEOUT));
	}

	/** Where it stands, the value, and what is wrong with it ([MS-RPCE] 3.1.1.5.3). */
	@ParameterizedTest
	@CsvSource({ "16, 3, number of sections", "24, 3, maximum of the array", "24, 0x7fffffff, maximum of the array",
			"28, 5, type of a section", "36, 209, size of a section", "40, 0, null pointer with a size",
			"60, 211, maximum of a section", "60, 0xffffffff, maximum of a section" })
	void countsThatContradictEachOtherAreRefused(int offset, String value, String what) {
		byte[] bytes = VECTORS.get("received").clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, (int) (long) Long.decode(value));
		assertThatThrownBy(() -> RemoteRead.START_RECEIVE.out().decode(bytes)).as(what)
				.isInstanceOf(NdrException.class);
	}

	@Test
	void sectionsWithoutArrayAreRefused() {
		byte[] bytes = VECTORS.get("timedOut").clone();
		bytes[16] = 1;
		bytes[24] = 0;
		assertThatThrownBy(() -> RemoteRead.START_RECEIVE.out().decode(bytes)).isInstanceOf(NdrException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 3, -1 })
	void anAcknowledgementIsOneOrTwo(int value) {
		byte[] bytes = VECTORS.get("endReceive").clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(20, value);
		assertThatThrownBy(() -> RemoteRead.END_RECEIVE.in().decode(bytes)).isInstanceOf(NdrException.class);
	}

	@Test
	void operationsHaveTheNumbersOfTheInterface() {
		assertThat(List.of(RemoteRead.GET_SERVER_PORT, RemoteRead.OPEN_QUEUE, RemoteRead.CLOSE_QUEUE,
				RemoteRead.CREATE_CURSOR, RemoteRead.CLOSE_CURSOR, RemoteRead.PURGE_QUEUE, RemoteRead.START_RECEIVE,
				RemoteRead.CANCEL_RECEIVE, RemoteRead.END_RECEIVE)).extracting(operation -> operation.opnum())
				.containsExactly(0, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@Test
	void actionsHaveTheValuesOfTheSpecification() {
		assertThat(Arrays.stream(ReceiveAction.values()).map(action -> Integer.toHexString(action.value())))
				.containsExactly("0", "80000000", "80000001", "40000010", "40000011", "40000012", "40000020",
						"40000021", "40000022");
		assertThat(Arrays.stream(ReceiveAction.values()).filter(ReceiveAction::isReceive))
				.containsExactly(ReceiveAction.RECEIVE, ReceiveAction.LOOKUP_RECEIVE_CURRENT,
						ReceiveAction.LOOKUP_RECEIVE_NEXT, ReceiveAction.LOOKUP_RECEIVE_PREVIOUS);
		assertThat(Arrays.stream(ReceiveAction.values()).filter(ReceiveAction::isLookup)).hasSize(6);
		for (ReceiveAction action : ReceiveAction.values()) {
			assertThat(ReceiveAction.ofWire(action.value())).isEqualTo(action);
		}
		assertThat(ReceiveAction.ofWire(1)).isNull();
	}
}
