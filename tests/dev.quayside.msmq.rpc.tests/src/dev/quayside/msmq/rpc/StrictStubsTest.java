package dev.quayside.msmq.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.StubBytes;
import dev.quayside.rpc.StubBytes.Form;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.rpc.server.RpcService;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The checks of target level 6.0 ([MS-RPCE] 3.1.1.5.3) on every operation of RemoteRead and qmmgmt, by a client that sends
 * what contradicts itself, in every form that the interface can be spoken in: the fault is 0x6F7 ([MS-RPCE] 3.1.3.5.2).
 */
@Timeout(60)
class StrictStubsTest {

	private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
	private static final int BAD_STUB_DATA = 0x6F7;
	private static final int VECTOR = 0x1000;

	private static RpcServer server;

	/** What is sent, and whether the server may take it. */
	private record Stub(String what, InterfaceId interfaceId, int opnum, boolean accepted,
			Consumer<StubBytes> layout) {}

	@BeforeAll
	static void start() throws IOException {
		RpcService remoteRead = RpcService.of(RemoteRead.INTERFACE)
				.on(RemoteRead.OPEN_QUEUE, (in, call) -> CompletableFuture.completedFuture(ContextHandle.NULL))
				.on(RemoteRead.START_RECEIVE,
						(in, call) -> CompletableFuture
								.completedFuture(Returned.failed(MqStatus.IO_TIMEOUT)));
		ok(remoteRead, RemoteRead.CLOSE_CURSOR);
		ok(remoteRead, RemoteRead.PURGE_QUEUE);
		ok(remoteRead, RemoteRead.CANCEL_RECEIVE);
		ok(remoteRead, RemoteRead.END_RECEIVE);
		RpcService management = RpcService.of(QueueManagement.INTERFACE).on(QueueManagement.GET_INFO,
				(in, call) -> CompletableFuture.completedFuture(Returned.ok(in.values())));
		ok(management, QueueManagement.ACTION);
		server = RpcServer.start(List.of(remoteRead, management), RpcServerLimits.DEFAULT,
				List.of(new InetSocketAddress("127.0.0.1", 0)));
	}

	private static <I> void ok(RpcService service, RpcOperation<I, Returned<Void>> operation) {
		service.on(operation, (in, call) -> CompletableFuture.completedFuture(Returned.ok(null)));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@TestFactory
	List<DynamicTest> remoteRead() {
		List<Stub> stubs = new ArrayList<>(opening());
		stubs.addAll(List.of(end("dwAck 1", 1, true), end("dwAck 2", 2, true), end("dwAck 0, out of range", 0, false),
				end("dwAck 3, out of range", 3, false), end("dwAck -1, out of range", -1, false),
				read(RemoteRead.PURGE_QUEUE, "a whole handle", true, StubBytes::handle),
				read(RemoteRead.PURGE_QUEUE, "half a handle", false, stub -> stub.raw(new byte[10])),
				read(RemoteRead.CLOSE_CURSOR, "no cursor", false, StubBytes::handle),
				read(RemoteRead.CANCEL_RECEIVE, "no request id", false, StubBytes::handle),
				read(RemoteRead.START_RECEIVE, "everything", true, stub -> receive(stub).u32(0)),
				read(RemoteRead.START_RECEIVE, "no last parameter", false, stub -> receive(stub)),
				read(RemoteRead.START_RECEIVE, "more than everything", true,
						stub -> receive(stub).u32(0).raw(new byte[30]))));
		return tests(stubs, Form.values());
	}

	private static StubBytes receive(StubBytes stub) {
		return stub.handle().u64(5).u32(0).u32(0).u32(0).u32(1).u32(10);
	}

	private static Stub read(RpcOperation<?, ?> operation, String what, boolean accepted, Consumer<StubBytes> layout) {
		return new Stub(operation.name() + ": " + what, RemoteRead.INTERFACE, operation.opnum(), accepted, layout);
	}

	private static Stub end(String what, int acknowledge, boolean accepted) {
		return read(RemoteRead.END_RECEIVE, what, accepted, stub -> stub.handle().u32(acknowledge).u32(1));
	}

	/** A QUEUE_FORMAT up to its arm ([MS-MQMQ] 2.2.7). */
	private static StubBytes format(StubBytes stub, int kind, int tag) {
		return stub.align(4).align64(8).u8(kind).u8(0).u16(0).align64(8).u8(tag).align64(8);
	}

	private static void tail(StubBytes stub) {
		stub.u32(1).u32(0).uuid(ID).u32(1).u8(6).u8(1).u16(7601).u32(1);
	}

	private static Stub open(String what, boolean accepted, Consumer<StubBytes> format) {
		return read(RemoteRead.OPEN_QUEUE, what, accepted, stub -> {
			format.accept(stub);
			tail(stub);
		});
	}

	private static Stub direct(String what, boolean accepted, long maximum, long offset, long count, String units) {
		return open(what, accepted,
				stub -> format(stub, 3, 3).count(0x20000).count(maximum).count(offset).count(count).units(units));
	}

	private static List<Stub> opening() {
		return List.of(direct("a string as it should be", true, 5, 0, 5, "OS:a\0"),
				direct("a maximum larger than the string", true, 9, 0, 5, "OS:a\0"),
				direct("a maximum below the count", false, 4, 0, 5, "OS:a\0"),
				direct("an offset", false, 9, 1, 5, "OS:a\0"),
				direct("a maximum of 2^31", false, 0x80000000L, 0, 5, "OS:a\0"),
				direct("an empty string without NUL", false, 0, 0, 0, ""),
				direct("a string without NUL", false, 4, 0, 4, "OS:a"),
				direct("a count of more than there is", false, 500_000, 0, 500_000, "OS:a\0"),
				direct("a count of 2^31 - 1", false, Integer.MAX_VALUE, 0, Integer.MAX_VALUE, "OS:a\0"),
				open("a null name, which nothing counts", true, stub -> format(stub, 3, 3).count(0)),
				open("a discriminant that is not the type", false,
						stub -> format(stub, 3, 2).count(0x20000).text("OS:a")),
				open("a type without an arm", false, stub -> format(stub, 9, 9).count(0)),
				open("a type of no member", true, stub -> format(stub, 0, 0).align64(8)),
				open("a GUID", true, stub -> format(stub, 1, 1).uuid(ID)),
				open("an OBJECTID, with its gap in NDR64", true, stub -> format(stub, 2, 2).uuid(ID).u32(7).align64(8)),
				read(RemoteRead.OPEN_QUEUE, "nothing behind the name", false,
						stub -> format(stub, 3, 3).count(0x20000).text("OS:a")));
	}

	@TestFactory
	List<DynamicTest> qmmgmt() {
		List<Stub> stubs = new ArrayList<>();
		stubs.addAll(counts());
		stubs.addAll(values());
		stubs.addAll(objects());
		stubs.addAll(actions());
		return tests(stubs, Form.NDR, Form.NDR_BIG_ENDIAN);
	}

	private static Stub manage(RpcOperation<?, ?> operation, String what, boolean accepted,
			Consumer<StubBytes> layout) {
		return new Stub(operation.name() + ": " + what, QueueManagement.INTERFACE, operation.opnum(), accepted, layout);
	}

	private static StubBytes machine(StubBytes stub) {
		return stub.u16(1).u16(1).u32(0);
	}

	private static Stub info(String what, boolean accepted, long cp, int properties, int values) {
		return manage(QueueManagement.GET_INFO, what, accepted, stub -> {
			machine(stub).u32(cp).count(properties);
			for (int i = 0; i < properties; i++) {
				stub.u32(1);
			}
			stub.count(values);
			for (int i = 0; i < values; i++) {
				stub.align(8).u16(1).u8(0).u8(0).u32(0).u16(1);
			}
		});
	}

	private static List<Stub> counts() {
		return List.of(info("as many properties as cp", true, 2, 2, 2), info("128", true, 128, 128, 128),
				info("cp 0, out of range", false, 0, 0, 0), info("cp 129, out of range", false, 129, 129, 129),
				info("fewer properties than cp", false, 2, 1, 2), info("more properties than cp", false, 2, 3, 2),
				info("fewer values than cp", false, 2, 2, 1), info("more values than cp", false, 2, 2, 3),
				info("cp 0xFFFFFFFF", false, 0xFFFFFFFFL, 1, 1));
	}

	/** One value, with what is behind its discriminant. */
	private static Stub value(String what, boolean accepted, int type, int tag, Consumer<StubBytes> arm) {
		return manage(QueueManagement.GET_INFO, what, accepted, stub -> {
			machine(stub).u32(1).count(1).u32(1).count(1).align(8).u16(type).u8(0).u8(0).u32(0).u16(tag);
			arm.accept(stub);
		});
	}

	private static List<Stub> values() {
		Map<String, Integer> unknown = new LinkedHashMap<>();
		unknown.put("VT_DATE, which has no arm", 7);
		unknown.put("a vector of VT_BOOL, which has no arm", VECTOR | 11);
		unknown.put("a vector of VT_I2, which has no arm", VECTOR | 2);
		List<Stub> stubs = new ArrayList<>(List.of(
				value("a discriminant that is not the type", false, 3, 19, stub -> stub.u32(1)),
				value("a BLOB", true, 65, 65, stub -> stub.u32(2).count(4).count(2).u8(1).u8(2)),
				value("a BLOB whose maximum is not cbSize", false, 65, 65,
						stub -> stub.u32(2).count(4).count(3).u8(1).u8(2).u8(3)),
				value("a null BLOB with a size", false, 65, 65, stub -> stub.u32(1).count(0)),
				value("a null BLOB without", true, 65, 65, stub -> stub.u32(0).count(0)),
				value("a vector of VT_UI4", true, VECTOR | 19, VECTOR | 19,
						stub -> stub.u32(1).count(4).count(1).u32(1)),
				value("a vector whose maximum is not cElems", false, VECTOR | 19, VECTOR | 19,
						stub -> stub.u32(1).count(4).count(2).u32(1).u32(2)),
				value("a null vector with elements", false, VECTOR | 31, VECTOR | 31, stub -> stub.u32(1).count(0)),
				value("a vector of 2^32 - 1 strings", false, VECTOR | 31, VECTOR | 31,
						stub -> stub.u32(0xFFFFFFFFL).count(4).count(0xFFFFFFFFL)),
				value("a string", true, 31, 31, stub -> stub.align(4).count(4).text("a")),
				value("a string with an offset", false, 31, 31,
						stub -> stub.align(4).count(4).count(4).count(1).count(2).units("a\0")),
				value("a null string, which nothing counts", true, 31, 31, stub -> stub.align(4).count(0))));
		unknown.forEach((what, type) -> stubs
				.add(value(what, false, type, type, stub -> stub.align(4).u32(1).count(4).count(1).u32(1).u32(1))));
		return stubs;
	}

	private static Stub object(String what, boolean accepted, Consumer<StubBytes> object) {
		return manage(QueueManagement.GET_INFO, what, accepted, stub -> {
			object.accept(stub);
			stub.u32(1).count(1).u32(1).count(1).align(8).u16(1).u8(0).u8(0).u32(0).u16(1);
		});
	}

	private static List<Stub> objects() {
		return List.of(object("a machine whose discriminant is a queue's", false, stub -> stub.u16(1).u16(2).u32(0)),
				object("type 4, which has no arm", false, stub -> stub.u16(4).u16(4).u32(0)),
				object("a session", true, stub -> stub.u16(3).u16(3).u32(0)),
				object("a null queue, which nothing counts", true, stub -> stub.u16(2).u16(2).count(0)),
				object("a queue", true, stub -> format(stub.u16(2).u16(2).count(4), 1, 1).uuid(ID)),
				object("a queue whose discriminant is not its type", false,
						stub -> format(stub.u16(2).u16(2).count(4), 1, 5).uuid(ID)));
	}

	private static List<Stub> actions() {
		return List.of(manage(QueueManagement.ACTION, "a string", true, stub -> machine(stub).text("TIDY")),
				manage(QueueManagement.ACTION, "a string without NUL", false,
						stub -> machine(stub).count(4).count(0).count(4).units("TIDY")),
				manage(QueueManagement.ACTION, "a string with an offset", false,
						stub -> machine(stub).count(9).count(1).count(5).units("TIDY\0")),
				manage(QueueManagement.ACTION, "no string", false, stub -> machine(stub)));
	}

	private static List<DynamicTest> tests(List<Stub> stubs, Form... forms) {
		return stubs.stream().flatMap(stub -> Arrays.stream(forms)
				.map(form -> DynamicTest.dynamicTest(form + " " + stub.what(), () -> send(form, stub)))).toList();
	}

	private static void send(Form form, Stub stub) throws IOException {
		StubBytes bytes = new StubBytes(form);
		stub.layout().accept(bytes);
		try (RawPeer peer = RawPeer.connect(server.localPort())) {
			assertThat(peer.send(form.bind(stub.interfaceId())).receive().type()).isEqualTo(Bytes.BIND_ACK);
			RawPdu answer = peer.send(form.request(stub.opnum(), bytes.toByteArray())).receive();
			if (stub.accepted()) {
				assertThat(answer.type()).as(stub.what()).isEqualTo(Bytes.RESPONSE);
			} else {
				assertThat(answer.type()).as(stub.what()).isEqualTo(Bytes.FAULT);
				assertThat(answer.status()).as(stub.what()).isEqualTo(BAD_STUB_DATA);
			}
		}
	}
}
