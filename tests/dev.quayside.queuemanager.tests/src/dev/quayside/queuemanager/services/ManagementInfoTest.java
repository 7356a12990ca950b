package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.rpc.RpcFaultException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** R_QMMgmtGetInfo ([MS-MQMR] 3.1.4.1), byte by byte. */
class ManagementInfoTest extends ManagementWireTest {

	@Test
	void theMachineTellsItsPrivateQueuesByPath() throws IOException {
		assertThat(texts(machine(), 2)).contains("localhost\\private$\\" + name);
	}

	@Test
	void aQueueIsActiveWhileItHoldsMessagesOrIsOpen() throws IOException {
		String formatName = "DIRECT=OS:localhost\\private$\\" + name;
		assertThat(texts(machine(), 1)).doesNotContain(formatName);
		byte[] handle = wire.open(name, Wire.RECEIVE_ACCESS);
		assertThat(texts(machine(), 1)).contains(formatName);
		put("one");
		wire.close(handle);
		assertThat(texts(machine(), 1)).contains(formatName);
	}

	@Test
	void theMachineHasNoDirectoryServer() throws IOException {
		value(machine(), 3, VT_NULL);
	}

	@Test
	void theMachineIsConnected() throws IOException {
		assertThat(text(machine(), 4)).isEqualTo("CONNECTED");
	}

	@Test
	void theMachineTellsItsVersion() throws IOException {
		assertThat(text(machine(), 5)).startsWith("Quayside");
	}

	@Test
	void theMachineCountsTheBytesOfAllQueues() throws IOException {
		ByteBuffer before = value(machine(), 6, VT_I8);
		align(before, 8);
		long bytes = before.getLong();
		put("one");
		ByteBuffer after = value(machine(), 6, VT_I8);
		align(after, 8);
		assertThat(after.getLong()).isEqualTo(bytes + queue.bytes());
	}

	@ParameterizedTest
	@CsvSource({ "3,PRIVATE", "4,LOCAL", "5,NO", "6,NO", "11,LOCAL CONNECTION" })
	void aQueueTellsItsStateInUpperCase(long property, String word) throws IOException {
		assertThat(text(object(), property)).isEqualTo(word);
	}

	@Test
	void aTransactionalQueueSaysSo() throws Exception {
		String transactional = name + "-transactional";
		create(QueueAttributes.named(transactional).withFlags(true, false, false));
		Stub format = Stub.direct(3, 0, "OS:localhost\\private$\\" + transactional);
		assertThat(text(object(format), 5)).isEqualTo("YES");
		ByteBuffer sources = value(object(format), 24, VT_VECTOR | 12);
		align(sources, 4);
		assertThat(sources.getInt()).as("format names, senders, sequences, numbers, times, rejects").isEqualTo(6);
	}

	@Test
	void aQueueTellsItsNames() throws IOException {
		Stub number = Stub.privateQueue(0, manager.server().id(), queue.number());
		for (Stub format : List.of(direct(), number)) {
			assertThat(text(object(format), 1)).isEqualTo("localhost\\private$\\" + name);
			assertThat(text(object(format), 2)).isEqualTo("DIRECT=OS:localhost\\private$\\" + name);
		}
	}

	@Test
	void aQueueCountsMessagesAndBytesWithLockedOnes() throws IOException {
		assertThat(number(object(), 7)).isZero();
		assertThat(number(object(), 8)).isZero();
		put("one", "two");
		byte[] handle = wire.open(name, Wire.RECEIVE_ACCESS);
		wire.read(handle, 0, Wire.RECEIVE, 1);
		assertThat(number(object(), 7)).isEqualTo(2);
		assertThat(number(object(), 8)).isEqualTo(queue.bytes()).isPositive();
		wire.end(handle, Wire.ACK, 1);
		assertThat(number(object(), 7)).isEqualTo(1);
	}

	@Test
	void journalsAndSubqueuesAreEmpty() throws IOException {
		assertThat(number(object(), 9)).isZero();
		assertThat(number(object(), 10)).isZero();
		assertThat(number(object(), 26)).isZero();
		assertThat(texts(object(), 27)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25 })
	void whatOnlyOutgoingQueuesHaveIsNull(long property) throws IOException {
		value(object(), property, VT_NULL);
	}

	@Test
	void severalPropertiesComeInTheOrderOfTheQuestion() throws IOException {
		byte[] answer = getInfo(object(), 7, 12, 7, 8);
		assertThat(HexFormat.of().formatHex(answer)).isEqualTo("04000000" + "00000000" //
				+ "1300000000000000" + "1300" + "0000" + "00000000" //
				+ "0100000000000000" + "0100" + "000000000000" //
				+ "1300000000000000" + "1300" + "0000" + "00000000" //
				+ "1300000000000000" + "1300" + "0000" + "00000000" //
				+ "00000000");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 7, 27, 101, 0x80000001L, 0xFFFFFFFFL })
	void aPropertyThatNoMachineHasIsIllegal(long property) throws IOException {
		assertThat(status(machine(), property)).isEqualTo(Wire.ILLEGAL_PROPID);
		assertThat(status(machine(), 2, property)).as("spoils the others").isEqualTo(Wire.ILLEGAL_PROPID);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 28, 101, 0x80000001L, 0xFFFFFFFFL })
	void aPropertyThatNoQueueHasIsIllegal(long property) throws IOException {
		assertThat(status(object(), property)).isEqualTo(Wire.ILLEGAL_PROPID);
	}

	/** [MS-MQMR] 3.1.4.1: the server must not set any [out] value then. */
	@Test
	void afterAFailureTheValuesAreThoseThatCameIn() throws IOException {
		assertThat(HexFormat.of().formatHex(getInfo(machine(), 2, 77))).isEqualTo("02000000" + "00000000" //
				+ "0100000000000000" + "0100" + "000000000000" //
				+ "0100000000000000" + "0100" + "0000" //
				+ "39000ec0");
	}

	@Test
	void aSessionCannotBeAsked() throws IOException {
		assertThat(status(session(), 1)).isEqualTo(Wire.INVALID_PARAMETER);
	}

	@Test
	void aQueueThatNobodyHasIsNotFound() throws IOException {
		UUID somebody = UUID.fromString("728eba75-3a1a-4d8e-9c4b-2a9e2e5c1a10");
		assertThat(status(object(Stub.direct(3, 0, directName() + "-none")), 7)).isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(status(object(Stub.ofGuid(1, 0, somebody)), 7)).isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(status(object(Stub.ofGuid(4, 0x82, somebody)), 7)).isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(status(object(Stub.direct(8, 5, directName() + ";sub")), 7)).isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(status(object(Stub.direct(3, 0, "HTTP://localhost/MSMQ\\private$\\none")), 7))
				.isEqualTo(Wire.QUEUE_NOT_FOUND);
	}

	@Test
	void aQueueWithoutNameIsInvalid() throws IOException {
		assertThat(status(new Stub().u16(2).u16(2).u32(0), 7)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(status(object(new Stub().u8(0).u8(0).u16(0).u8(0)), 7)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(status(object(Stub.direct(3, 0, "nonsense")), 7)).isEqualTo(Wire.INVALID_PARAMETER);
	}

	@Test
	void oneTo128PropertiesMayBeAsked() throws IOException {
		long[] many = new long[128];
		Arrays.fill(many, 4);
		assertThat(status(machine(), many)).isZero();
		long[] tooMany = new long[129];
		Arrays.fill(tooMany, 4);
		assertThat(fault(infoStub(machine(), tooMany))).isEqualTo(Wire.BAD_STUB_DATA);
		assertThat(fault(infoStub(machine()))).isEqualTo(Wire.BAD_STUB_DATA);
	}

	@Test
	void countsThatContradictEachOtherAreABadStub() {
		Stub nulls = new Stub().align(8).u16(VT_NULL).u8(0).u8(0).u32(0).u16(VT_NULL);
		assertThat(fault(machine().u32(1).u32(2).u32(4).u32(4).u32(1).bytes(nulls.toByteArray())))
				.isEqualTo(Wire.BAD_STUB_DATA);
		assertThat(fault(machine().u32(2).u32(2).u32(4).u32(4).u32(1).bytes(nulls.toByteArray())))
				.isEqualTo(Wire.BAD_STUB_DATA);
		assertThat(fault(machine().u32(1).u32(1).u32(4).u32(0x7FFFFFFF).bytes(nulls.toByteArray())))
				.isEqualTo(Wire.BAD_STUB_DATA);
	}

	@Test
	void anObjectOfAnotherTypeIsABadStub() {
		assertThat(fault(infoStub(new Stub().u16(1).u16(2).u32(0), 1))).isEqualTo(Wire.BAD_STUB_DATA);
		assertThat(fault(infoStub(new Stub().u16(4).u16(4).u32(0), 1))).isEqualTo(Wire.BAD_STUB_DATA);
		assertThat(fault(infoStub(new Stub().u16(0).u16(0).u32(0), 1))).isEqualTo(Wire.BAD_STUB_DATA);
	}

	private int fault(Stub stub) {
		return catchThrowableOfType(RpcFaultException.class,
				() -> wire.call(Wire.MANAGEMENT, 0, stub.toByteArray())).status().code();
	}
}
