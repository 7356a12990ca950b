package dev.quayside.msmq.rpc.remoteread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrSyntax;
import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The stubs of the operations 10 to 15 of RemoteRead, both directions and both syntaxes ([MS-MQRR] 3.1.4.10 to 15). */
class RemoteReadTransactionsTest {

	private static final Map<String, byte[]> VECTORS = Vectors
			.read("dev.quayside.msmq.rpc.tests/vectors/remote-read-transactions.txt");
	private static final ContextHandle HANDLE = new ContextHandle(0,
			UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
	private static final UnitOfWork UNIT = UnitOfWork.of(HexFormat.of().parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"));
	private static final long CONTEXT = 0x1122334455667788L;
	private static final long LOOKUP_ID = 0x0400000000000011L;

	/** A vector, how it crosses the wire, and what it means. */
	record Case<T>(String name, NdrSyntax syntax, NdrType<T> type, T value) {

		byte[] bytes() {
			return VECTORS.get(name);
		}

		T decode(byte[] stub) {
			NdrReader in = new NdrReader(stub, 0, stub.length, syntax, ByteOrder.LITTLE_ENDIAN);
			T read = type.read(in);
			in.end();
			return read;
		}

		@Override
		public String toString() {
			return name + " in " + syntax;
		}
	}

	static List<Case<?>> cases() {
		List<Case<?>> cases = new ArrayList<>();
		for (NdrSyntax syntax : NdrSyntax.values()) {
			cases.add(new Case<>("move", syntax, RemoteRead.MOVE_MESSAGE.in(),
					new MoveRequest(HANDLE, CONTEXT, LOOKUP_ID, UNIT)));
			cases.add(new Case<>("openedForMove", syntax, RemoteRead.OPEN_QUEUE_FOR_MOVE.out(),
					new OpenedForMove(CONTEXT, HANDLE)));
			cases.add(new Case<>("startTransactionalReceive", syntax, RemoteRead.START_TRANSACTIONAL_RECEIVE.in(),
					new TransactionalRequest(
							new RemoteRead.ReceiveRequest(HANDLE, LOOKUP_ID, 0, 0x40000020, 0, 5, 10, 20), UNIT)));
			cases.add(new Case<>("setUserAcknowledgementClass", syntax,
					RemoteRead.SET_USER_ACKNOWLEDGEMENT_CLASS.in(),
					new UserAcknowledgement(HANDLE, LOOKUP_ID, UserAcknowledgement.REJECTED)));
			cases.add(new Case<>("endTransactionalReceive", syntax, RemoteRead.END_TRANSACTIONAL_RECEIVE.in(),
					new RemoteRead.EndRequest(HANDLE, false, 5)));
			cases.add(new Case<>(syntax == NdrSyntax.NDR64 ? "enlist64" : "enlist", syntax,
					RemoteRead.ENLIST_TRANSACTION.in(), new EnlistRequest(UNIT, "token".getBytes(),
							QueueFormat.of(FormatName.parse("DIRECT=OS:localhost\\private$\\q")))));
		}
		return cases;
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubIsReadToTheLastByte(Case<T> each) {
		assertThat(each.decode(each.bytes())).usingRecursiveComparison().isEqualTo(each.value());
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubIsWrittenToTheSameBytes(Case<T> each) {
		assertThat(each.type().encode(each.value(), each.syntax())).isEqualTo(each.bytes());
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubThatEndsAnywhereIsRefused(Case<T> each) {
		Hostile.refusesEveryPrefix(each.bytes(), each::decode, NdrException.class);
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aChangedByteIsReadOrRefused(Case<T> each) {
		Hostile.survivesCorruption(each.bytes(), 8, 3_000, each::decode, NdrException.class);
	}

	/** Where it stands in the token of an enlistment, the value, and what is wrong with it ([MS-RPCE] 3.1.1.5.3). */
	@ParameterizedTest
	@CsvSource({ "16, 131073, above the range", "16, -1, above the range", "16, 4, smaller than the array",
			"16, 6, larger than the array", "20, 4, maximum below the size", "20, 0x7fffffff, maximum of the array",
			"32, 2, kind that is not the discriminant", "32, 9, kind without an arm" })
	void countsThatContradictEachOtherAreRefused(int offset, String value, String what) {
		byte[] bytes = VECTORS.get("enlist").clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, (int) (long) Long.decode(value));
		assertThatThrownBy(() -> RemoteRead.ENLIST_TRANSACTION.in().decode(bytes)).as(what)
				.isInstanceOf(NdrException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 131_072 })
	void aTokenMayHaveAnySizeOfTheRange(int size) {
		QueueFormat queue = QueueFormat.of(FormatName.parse("PUBLIC=00112233-4455-6677-8899-aabbccddeeff"));
		NdrType<EnlistRequest> type = RemoteRead.ENLIST_TRANSACTION.in();
		EnlistRequest read = type.decode(type.encode(new EnlistRequest(UNIT, new byte[size], queue)));
		assertThat(read.token()).hasSize(size);
		assertThat(read.queue()).isEqualTo(queue);
	}

	@Test
	void aTokenAboveTheRangeIsNotWritten() {
		assertThatThrownBy(() -> new EnlistRequest(UNIT, new byte[131_073], new QueueFormat.Invalid("none")))
				.isInstanceOf(IllegalArgumentException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 3, -1 })
	void anAcknowledgementIsOneOrTwo(int value) {
		byte[] bytes = VECTORS.get("endTransactionalReceive").clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(20, value);
		assertThatThrownBy(() -> RemoteRead.END_TRANSACTIONAL_RECEIVE.in().decode(bytes))
				.isInstanceOf(NdrException.class);
	}

	@Test
	void operationsHaveTheNumbersOfTheInterface() {
		assertThat(List.<RpcOperation<?, ?>>of(RemoteRead.MOVE_MESSAGE, RemoteRead.OPEN_QUEUE_FOR_MOVE,
				RemoteRead.ENLIST_TRANSACTION, RemoteRead.START_TRANSACTIONAL_RECEIVE,
				RemoteRead.SET_USER_ACKNOWLEDGEMENT_CLASS, RemoteRead.END_TRANSACTIONAL_RECEIVE))
				.extracting(operation -> operation.opnum()).containsExactly(10, 11, 12, 13, 14, 15);
	}
}
