package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.MqException;
import dev.quayside.queuemanager.engine.QueueAttributes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** R_GetServerPort, R_OpenQueue and R_CloseQueue ([MS-MQRR] 3.1.4.1 to 3.1.4.3), byte by byte. */
class OpenQueueTest extends WireTest {

	private static final UUID SOMEBODY = UUID.fromString("728eba75-3a1a-4d8e-9c4b-2a9e2e5c1a10");

	@Test
	void theServerTellsItsPort() throws IOException {
		byte[] answer = wire.call(0, new Stub());
		assertThat(answer).hasSize(4);
		assertThat(ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).getInt())
				.isEqualTo(manager.server().rpcPort());
	}

	@Test
	void aQueueOpensByTheBytesOfAWindowsStub() throws IOException, MqException {
		create(QueueAttributes.named("q"));
		Stub stub = new Stub().hex("03 00 0000 03 000000 00000200 18000000 00000000 18000000") //
				.bytes("OS:localhost\\private$\\q\0".getBytes(StandardCharsets.UTF_16LE)).align(4)
				.hex("01000000 00000000 000102030405060708090a0b0c0d0e0f 01000000 06 01 b11d 01000000");
		assertThat(wire.call(2, stub)).hasSize(20).startsWith(0, 0, 0, 0).isNotEqualTo(new byte[20]);
	}

	@ParameterizedTest
	@ValueSource(strings = { "OS:localhost\\private$\\", "os:LOCALHOST\\PRIVATE$\\", "TCP:127.0.0.1\\private$\\",
			"OS:.\\private$\\", "OS:some-alias.example\\private$\\" })
	void aDirectNameOpensByItsPath(String start) throws IOException {
		Stub upper = Stub.direct(3, 0, start + name.toUpperCase(Locale.ROOT));
		assertThat(wire.close(wire.open(upper, Wire.PEEK_ACCESS, 0))).isZero();
	}

	@Test
	void aPrivateNameOpensByQueueManagerAndNumber() throws IOException {
		int number = queue.number();
		Stub name = Stub.privateQueue(0, manager.server().id(), number);
		assertThat(wire.close(wire.open(name, Wire.RECEIVE_ACCESS, 0))).isZero();
	}

	@Test
	void aNameThatNobodyHasIsNotFound() {
		UUID own = manager.server().id();
		int number = queue.number();
		assertThat(open(Stub.direct(3, 0, directName() + "-none"))).isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(open(Stub.direct(3, 0, "OS:localhost\\" + name))).as("public").isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(open(Stub.ofGuid(1, 0, SOMEBODY))).as("public").isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(open(Stub.ofGuid(1, 0x81, SOMEBODY))).as("its journal").isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(open(Stub.privateQueue(0, own, 99))).isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(open(Stub.privateQueue(0, SOMEBODY, number))).as("elsewhere").isEqualTo(Wire.QUEUE_NOT_FOUND);
	}

	@Test
	void aSubqueueThatIsNotThereIsNotFound() {
		assertThat(open(Stub.direct(8, 5, directName() + ";sub"))).as("subqueue")
				.isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(open(Stub.direct(8, 5, "DIRECT=" + directName() + ";sub"))).isEqualTo(Wire.QUEUE_NOT_FOUND);
	}

	private int open(Stub format) {
		return wire.faultOnOpen(format, Wire.RECEIVE_ACCESS, 0);
	}

	@Test
	void kindsThatCannotBeReadAreInvalid() {
		assertThat(open(new Stub().u8(0).u8(0).u16(0).u8(0))).as("unknown").isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(open(Stub.ofGuid(5, 0, SOMEBODY))).as("connector").isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(open(Stub.ofGuid(6, 0, SOMEBODY).u32(0))).as("list").isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(open(new Stub().u8(7).u8(0).u16(0).u8(7).u32(0xEA010101L).u32(8001))).as("multicast")
				.isEqualTo(Wire.INVALID_PARAMETER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP://localhost/MSMQ\\private$\\q", "HTTPS://localhost/MSMQ\\private$\\q",
			"IPX:1:2\\private$\\q", "UDP:localhost\\private$\\q", "localhost\\private$\\q", "", "OS:", "OS:localhost",
			"OS:localhost\\", "OS:localhost\\private$\\", "OS:localhost\\private$\\q;",
			"DIRECT=OS:localhost\\private$\\q", "OS:localhost\\private$\\a+b" })
	void directNamesOfOtherProtocolsOrWithoutSenseAreInvalid(String name) {
		assertThat(open(Stub.direct(3, 0, name))).isEqualTo(Wire.INVALID_PARAMETER);
	}

	@Test
	void aDirectNameWithoutStringIsInvalid() {
		assertThat(open(new Stub().u8(3).u8(0).u16(0).u8(3).u32(0))).isEqualTo(Wire.INVALID_PARAMETER);
	}

	@ParameterizedTest
	@CsvSource({ "1,0x01", "1,0x82", "1,0x10", "2,0x80", "2,0x05", "4,0x00", "4,0x80", "4,0x02", "4,0x84" })
	void aSuffixThatDoesNotGoWithTheKindIsInvalid(int kind, String suffix) {
		Stub format = Stub.ofGuid(kind, Integer.decode(suffix), manager.server().id());
		assertThat(open(kind == 2 ? format.u32(16) : format)).isEqualTo(Wire.INVALID_PARAMETER);
	}

	@ParameterizedTest
	@CsvSource({ "3,0x05", "3,0x01", "3,0x82", "8,0x81", "8,0x01" })
	void aSuffixThatDoesNotGoWithTheTextIsInvalid(int kind, String suffix) {
		assertThat(open(Stub.direct(kind, Integer.decode(suffix), directName())))
				.isEqualTo(Wire.INVALID_PARAMETER);
	}

	@Test
	void aSubqueueFormatNeedsASubqueue() {
		assertThat(open(Stub.direct(8, 5, directName()))).isEqualTo(Wire.INVALID_PARAMETER);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 2, 4, 0x21, 0x80, 0x81, 0xFFFFFFFFL })
	void onlyReceiveAndPeekAreAccessModes(long access) {
		assertThat(wire.faultOnOpen(direct(), access, 0))
				.isEqualTo(Wire.INVALID_PARAMETER);
	}

	@ParameterizedTest
	@ValueSource(longs = { 2, 3, 0x80000000L, 0xFFFFFFFFL })
	void onlyTwoShareModesExist(long shareMode) {
		assertThat(wire.faultOnOpen(direct(), 1, shareMode))
				.isEqualTo(Wire.INVALID_PARAMETER);
	}

	@Test
	void parametersAreCheckedBeforeTheQueueIsLookedUp() {
		Stub missing = Stub.direct(3, 0, directName() + "-none");
		assertThat(wire.faultOnOpen(missing, 7, 0)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.faultOnOpen(missing, 1, 7)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.faultOnOpen(missing, 1, 0)).isEqualTo(Wire.QUEUE_NOT_FOUND);
	}

	@Test
	void whatIsNoQueueFormatIsABadStub() {
		assertThat(open(new Stub().u8(3).u8(0).u16(0).u8(2).u32(0))).as("discriminant").isEqualTo(Wire.BAD_STUB_DATA);
		assertThat(open(new Stub().u8(9).u8(0).u16(0).u8(9))).as("kind").isEqualTo(Wire.BAD_STUB_DATA);
		assertThat(open(new Stub().hex("03000000 03000000 00000200 18000000 01000000 17000000"))).as("offset")
				.isEqualTo(Wire.BAD_STUB_DATA);
		assertThat(open(new Stub().hex("03000000 03000000 00000200 ffffff7f 00000000 ffffff7f"))).as("count")
				.isEqualTo(Wire.BAD_STUB_DATA);
		assertThat(wire.fault(2, new Stub())).as("nothing").isEqualTo(Wire.BAD_STUB_DATA);
	}

	/** Existing open queue, new one, whether the new one is refused ([MS-MQDMPR] 3.1.7.1.5). */
	@ParameterizedTest
	@CsvSource({ //
			"receive, exclusive, receive, shared, true", "receive, exclusive, receive, exclusive, true",
			"receive, exclusive, peek, exclusive, true", "receive, exclusive, peek, shared, false",
			"peek, exclusive, receive, shared, true", "peek, exclusive, receive, exclusive, true",
			"peek, exclusive, peek, shared, false", "peek, exclusive, peek, exclusive, false",
			"receive, shared, receive, exclusive, true", "receive, shared, peek, exclusive, true",
			"receive, shared, receive, shared, false", "receive, shared, peek, shared, false",
			"peek, shared, receive, exclusive, false", "peek, shared, peek, exclusive, false",
			"peek, shared, receive, shared, false" })
	void sharingFollowsTheTable(String access, String share, String newAccess, String newShare, boolean refused)
			throws IOException {
		Stub format = direct();
		byte[] first = wire.open(format, access(access), share(share));
		if (refused) {
			assertThat(wire.faultOnOpen(format, access(newAccess), share(newShare))).isEqualTo(Wire.SHARING_VIOLATION);
			wire.close(first);
		}
		wire.open(format, access(newAccess), share(newShare));
	}

	private static int access(String word) {
		return word.equals("peek") ? Wire.PEEK_ACCESS : Wire.RECEIVE_ACCESS;
	}

	private static int share(String word) {
		return word.equals("exclusive") ? 1 : 0;
	}

	@Test
	void anExclusiveQueueIsFreeWhenItsClientHasGone() throws IOException {
		Stub format = direct();
		try (Wire gone = new Wire(manager.server().rpcPort())) {
			gone.open(format, Wire.RECEIVE_ACCESS, 1);
			assertThat(wire.faultOnOpen(format, Wire.RECEIVE_ACCESS, 0)).isEqualTo(Wire.SHARING_VIOLATION);
		}
		Await.until(() -> !queue.isActive());
		wire.open(format, Wire.RECEIVE_ACCESS, 1);
	}

	@Test
	void aClosedHandleIsUnknownToEveryOperation() throws IOException {
		byte[] handle = wire.open(name, Wire.RECEIVE_ACCESS);
		wire.close(handle);
		everyOperationRefuses(handle);
	}

	@Test
	void aHandleThatNobodyGaveAwayIsUnknownToEveryOperation() {
		everyOperationRefuses(new byte[20]);
		everyOperationRefuses(new Stub().u32(0).guid(SOMEBODY).toByteArray());
	}

	@Test
	void aHandleOfAnotherClientIsUnknown() throws IOException {
		byte[] handle = wire.open(name, Wire.RECEIVE_ACCESS);
		try (Wire other = new Wire(manager.server().rpcPort())) {
			assertThat(other.fault(6, Stub.of(handle))).isEqualTo(Wire.CONTEXT_MISMATCH);
		}
		assertThat(wire.close(handle)).isZero();
	}

	private void everyOperationRefuses(byte[] handle) {
		assertThat(wire.fault(3, Stub.of(handle))).isEqualTo(Wire.CONTEXT_MISMATCH);
		assertThat(wire.fault(4, Stub.of(handle))).isEqualTo(Wire.CONTEXT_MISMATCH);
		assertThat(wire.fault(5, Stub.of(handle).u32(1))).isEqualTo(Wire.CONTEXT_MISMATCH);
		assertThat(wire.fault(6, Stub.of(handle))).isEqualTo(Wire.CONTEXT_MISMATCH);
		assertThat(wire.fault(7, Wire.receiveStub(handle, 0, 0, 0, 0, 1, 0))).isEqualTo(Wire.CONTEXT_MISMATCH);
		assertThat(wire.fault(8, Stub.of(handle).u32(1))).isEqualTo(Wire.CONTEXT_MISMATCH);
		assertThat(wire.fault(9, Stub.of(handle).u32(2).u32(1))).isEqualTo(Wire.CONTEXT_MISMATCH);
		assertThat(wire.fault(10, WorkWire.moveStub(handle, 1, 1, WorkWire.NONE))).isEqualTo(Wire.CONTEXT_MISMATCH);
		assertThat(wire.fault(13, WorkWire.receiveStub(handle, 0, 0, 0, 0, 1, WorkWire.NONE)))
				.isEqualTo(Wire.CONTEXT_MISMATCH);
		assertThat(wire.fault(14, WorkWire.classStub(handle, 1, 0))).isEqualTo(Wire.CONTEXT_MISMATCH);
		assertThat(wire.fault(15, Stub.of(handle).u32(2).u32(1))).isEqualTo(Wire.CONTEXT_MISMATCH);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 16, 17, 255, 65535 })
	void operationsThatDoNotExistAreOutOfRange(int opnum) {
		assertThat(wire.fault(opnum, new Stub())).isEqualTo(Wire.OPNUM_OUT_OF_RANGE);
	}

	@Test
	void oneClientCannotOpenWithoutEnd() throws IOException {
		Stub format = direct();
		byte[] handle = wire.open(format, Wire.PEEK_ACCESS, 0);
		for (int i = 1; i < 1_000; i++) {
			wire.open(format, Wire.PEEK_ACCESS, 0);
		}
		assertThat(wire.faultOnOpen(format, Wire.PEEK_ACCESS, 0)).isEqualTo(Wire.INSUFFICIENT_RESOURCES);
		wire.close(handle);
		wire.open(format, Wire.PEEK_ACCESS, 0);
	}
}
