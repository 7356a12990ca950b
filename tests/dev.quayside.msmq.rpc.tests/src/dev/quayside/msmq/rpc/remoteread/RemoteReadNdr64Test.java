package dev.quayside.msmq.rpc.remoteread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.RemoteRead.OpenRequest;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrSyntax;
import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The stubs of RemoteRead in NDR64, both directions ([MS-MQRR] 3.1.4, [MS-RPCE] 2.2.5). */
class RemoteReadNdr64Test {

	private static final Map<String, byte[]> WIDE = Vectors
			.read("dev.quayside.msmq.rpc.tests/vectors/remote-read-ndr64.txt");
	/** What holds neither pointer nor count nor union looks the same in both syntaxes. */
	private static final Map<String, byte[]> SAME = Vectors
			.read("dev.quayside.msmq.rpc.tests/vectors/remote-read.txt");
	private static final ContextHandle HANDLE = new ContextHandle(0,
			UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
	private static final UUID CLIENT = UUID.fromString("03020100-0504-0706-0809-0a0b0c0d0e0f");
	private static final UUID ID = UUID.fromString("728eba75-3a1a-4d8e-9c4b-2a9e2e5c1a10");

	/** A vector, how it crosses the wire, and what it means. */
	record Case<T>(String name, byte[] bytes, NdrType<T> type, T value) {

		@Override
		public String toString() {
			return name;
		}
	}

	private static Case<OpenRequest> open(String name, FormatName queue) {
		return new Case<>(name, WIDE.get(name), RemoteRead.OPEN_QUEUE.in(), new OpenRequest(QueueFormat.of(queue), 1, 0,
				CLIENT, true, new OpenRequest.Version(6, 1, 7601), true));
	}

	private static <T> Case<T> same(String name, NdrType<T> type, T value) {
		return new Case<>(name, SAME.get(name), type, value);
	}

	static List<Case<?>> cases() {
		return List.of(open("openDirect", FormatName.parse("DIRECT=OS:localhost\\private$\\q")),
				open("openSubqueue", FormatName.parse("DIRECT=OS:localhost\\private$\\q;sub")),
				open("openPublic", new FormatName.PublicQueue(ID, false)),
				open("openPrivate", new FormatName.PrivateQueue(ID, 1, false)),
				open("openMulticast", new FormatName.Multicast(0xEA070405, 12345)),
				open("openList", new FormatName.DistributionList(ID, Optional.of("d"))),
				new Case<>("timedOut", WIDE.get("timedOut"), RemoteRead.START_RECEIVE.out(),
						Returned.failed(MqStatus.IO_TIMEOUT)),
				same("handle", RemoteRead.OPEN_QUEUE.out(), HANDLE),
				same("closed", RemoteRead.CLOSE_QUEUE.out(), Returned.ok(ContextHandle.NULL)),
				same("cursorCreated", RemoteRead.CREATE_CURSOR.out(), Returned.ok(7L)),
				same("closeCursor", RemoteRead.CLOSE_CURSOR.in(), new RemoteRead.CursorRef(HANDLE, 7)),
				same("startReceive", RemoteRead.START_RECEIVE.in(),
						new RemoteRead.ReceiveRequest(HANDLE, 0x0400000000000011L, 0, 0x40000020, 0, 5, 10, 20)),
				same("cancelReceive", RemoteRead.CANCEL_RECEIVE.in(), new RemoteRead.CancelRequest(HANDLE, 5)),
				same("endReceive", RemoteRead.END_RECEIVE.in(), new RemoteRead.EndRequest(HANDLE, true, 5)),
				same("port", RemoteRead.GET_SERVER_PORT.out(), 2103L));
	}

	private static <T> T decode(NdrType<T> type, byte[] stub) {
		NdrReader in = new NdrReader(stub, 0, stub.length, NdrSyntax.NDR64, ByteOrder.LITTLE_ENDIAN);
		T value = type.read(in);
		in.end();
		return value;
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubIsReadToTheLastByte(Case<T> each) {
		assertThat(decode(each.type(), each.bytes())).isEqualTo(each.value());
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubIsWrittenToTheSameBytes(Case<T> each) {
		assertThat(each.type().encode(each.value(), NdrSyntax.NDR64)).isEqualTo(each.bytes());
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubThatEndsAnywhereIsRefused(Case<T> each) {
		Hostile.refusesEveryPrefix(each.bytes(), bytes -> decode(each.type(), bytes), NdrException.class);
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aChangedByteIsReadOrRefused(Case<T> each) {
		Hostile.survivesCorruption(each.bytes(), 64, 3_000, bytes -> decode(each.type(), bytes), NdrException.class);
	}

	@Test
	void aMessageInTwoSectionsIsReadAndWritten() {
		byte[] bytes = WIDE.get("received");
		RemoteRead.Received received = decode(RemoteRead.START_RECEIVE.out(), bytes).value();
		assertThat(received.arrived()).isEqualTo(1_700_000_001L);
		assertThat(received.sequenceId()).isEqualTo(1);
		SectionBuffer first = received.sections().get(0);
		assertThat(first.type()).isEqualTo(SectionBuffer.Type.BINARY_FIRST);
		assertThat(first.allocated()).isEqualTo(300);
		assertThat(first.data()).containsExactly(1, 2, 3, 4, 5);
		assertThat(received.sections().get(1).data()).containsExactly(9, 8);
		assertThat(RemoteRead.START_RECEIVE.out().encode(Returned.ok(received), NdrSyntax.NDR64)).isEqualTo(bytes);
		Hostile.refusesEveryPrefix(bytes, prefix -> decode(RemoteRead.START_RECEIVE.out(), prefix), NdrException.class);
		Hostile.survivesCorruption(bytes, 5, 10_000, changed -> decode(RemoteRead.START_RECEIVE.out(), changed),
				NdrException.class);
	}

	/** Where it stands, the value, and what is wrong with it ([MS-RPCE] 3.1.1.5.3). */
	@ParameterizedTest
	@CsvSource({ "16, 3, number of sections", "32, 3, maximum of the array", "36, 1, high half of the maximum",
			"40, 5, type of a section", "48, 4, size of a section", "56, 0, null pointer with a size",
			"88, 6, maximum of a section", "92, 0x80000000, high half of the maximum" })
	void countsThatContradictEachOtherAreRefused(int offset, String value, String what) {
		byte[] bytes = WIDE.get("received").clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, (int) (long) Long.decode(value));
		assertThatThrownBy(() -> decode(RemoteRead.START_RECEIVE.out(), bytes)).as(what)
				.isInstanceOf(NdrException.class);
	}

	@Test
	void gapsMayHoldAnything() {
		byte[] bytes = WIDE.get("openPrivate").clone();
		for (int offset : new int[]{ 4, 7, 9, 15, 36, 39 }) {
			bytes[offset] = (byte) 0xBC;
		}
		assertThat(decode(RemoteRead.OPEN_QUEUE.in(), bytes).queue())
				.isEqualTo(QueueFormat.of(new FormatName.PrivateQueue(ID, 1, false)));
	}
}
