package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Every operation with stubs that end anywhere or have a byte changed: an answer or a fault, and the server goes on. */
class HostileStubsTest extends WireTest {

	/** Faults by which the server says that it failed, not the client. */
	private static final Set<Integer> OWN_FAILURES = Set.of(0x1C000012, 0x1C00001B);

	private void call(InterfaceId interfaceId, int opnum, byte[] stub) throws IOException {
		try {
			wire.call(interfaceId, opnum, stub);
		} catch (RpcFaultException e) {
			assertThat(e.status().code()).as("opnum %d, %s", opnum, Arrays.toString(stub)).isNotIn(OWN_FAILURES);
		}
	}

	/** What waits would hold up the test: the time-out, at this offset, is left alone. */
	private void attack(InterfaceId interfaceId, int opnum, byte[] stub, int timeout) throws IOException {
		for (int length = 0; length < stub.length; length++) {
			call(interfaceId, opnum, Arrays.copyOf(stub, length));
		}
		SplittableRandom random = new SplittableRandom(opnum);
		for (int round = 0; round < 300; round++) {
			byte[] changed = stub.clone();
			int at = random.nextInt(stub.length);
			if (at < timeout || at >= timeout + 4) {
				changed[at] ^= (byte) (1 << random.nextInt(8));
				call(interfaceId, opnum, changed);
			}
		}
	}

	@Test
	void remoteReadSurvivesBrokenStubs() throws IOException {
		put("one", "two", "three");
		byte[] handle = wire.open(name, Wire.RECEIVE_ACCESS);
		long cursor = wire.createCursor(handle);
		attack(Wire.REMOTE_READ, 2, Wire.openStub(direct(), Wire.RECEIVE_ACCESS, 0).toByteArray(), Integer.MAX_VALUE);
		attack(Wire.REMOTE_READ, 4, handle, Integer.MAX_VALUE);
		attack(Wire.REMOTE_READ, 5, Stub.of(handle).u32(cursor + 1).toByteArray(), Integer.MAX_VALUE);
		attack(Wire.REMOTE_READ, 7,
				Wire.receiveStub(handle, 0, cursor, Wire.PEEK_CURRENT, 0, 1, 100).toByteArray(), 40);
		attack(Wire.REMOTE_READ, 8, Stub.of(handle).u32(1).toByteArray(), Integer.MAX_VALUE);
		attack(Wire.REMOTE_READ, 9, Stub.of(handle).u32(1).u32(1).toByteArray(), Integer.MAX_VALUE);
		assertThat(wire.close(handle)).isZero();
		assertThat(queue.count()).isEqualTo(3);
	}

	@Test
	void managementSurvivesBrokenStubs() throws IOException {
		Stub info = new Stub().u16(2).u16(2).u32(0x20000).bytes(direct().toByteArray()).align(4).u32(2).u32(2).u32(7)
				.u32(11).u32(2);
		info.align(8).u16(1).u8(0).u8(0).u32(0).u16(1).align(8).u16(1).u8(0).u8(0).u32(0).u16(1);
		attack(Wire.MANAGEMENT, 0, info.toByteArray(), Integer.MAX_VALUE);
		Stub action = new Stub().u16(1).u16(1).u32(0).text("TIDY");
		attack(Wire.MANAGEMENT, 1, action.toByteArray(), Integer.MAX_VALUE);
		assertThat(Wire.status(wire.call(Wire.MANAGEMENT, 1, action.toByteArray()))).isZero();
	}

	@Test
	void qmcommSurvivesBrokenStubs() throws IOException {
		InterfaceId qmcomm = InterfaceId.of("fdb3a030-065f-11d1-bb9b-00a024ea5525", 1, 0, "qmcomm");
		Map<String, byte[]> stubs = Vectors.read("dev.quayside.msmq.rpc.tests/vectors/qmcomm.txt");
		Map<String, Integer> opnums = Map.of("create", 6, "setSecurity", 7, "getSecurity", 8, "delete", 9,
				"getProperties", 10, "setProperties", 11, "pathToFormat", 12, "enlist", 15, "enlistInternal", 16, "open",
				19);
		for (Map.Entry<String, Integer> each : opnums.entrySet()) {
			attack(qmcomm, each.getValue(), stubs.get(each.getKey()), Integer.MAX_VALUE);
		}
		for (int opnum : new int[] { 17, 18, 20, 27 }) {
			attack(qmcomm, opnum, stubs.get("purge"), Integer.MAX_VALUE);
		}
		assertThat(wire.call(qmcomm, 31, stubs.get("port"))).isNotEmpty();
	}
}
