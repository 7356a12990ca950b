package dev.quayside.rpc.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.StubBytes;
import dev.quayside.rpc.StubBytes.Form;
import dev.quayside.rpc.mgmt.RemoteManagement;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ranges and correlations of the endpoint mapper and of remote management ([MS-RPCE] 2.2.1.2, 2.2.1.3, 3.1.1.5.3). */
@Timeout(60)
class StrictEndpointsTest {

	private static final int BAD_STUB_DATA = 0x6F7;
	private static final int LOOKUP = 2;
	private static final int MAP = 3;

	private static RpcServer server;

	private final List<DynamicTest> tests = new ArrayList<>();

	@BeforeAll
	static void start() throws IOException {
		server = RpcServer.start(List.of(new EndpointMapperService().add(EndpointMap.INTERFACE, 4001).service()),
				RpcServerLimits.DEFAULT, List.of(new InetSocketAddress("127.0.0.1", 0)));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private void stub(InterfaceId id, int opnum, String what, boolean accepted, Consumer<StubBytes> layout) {
		for (Form form : Form.values()) {
			tests.add(DynamicTest.dynamicTest(form + " " + what, () -> send(form, id, opnum, accepted, layout)));
		}
	}

	private void map(String what, boolean accepted, long maximum, long length, int octets, long towers) {
		stub(EndpointMap.INTERFACE, MAP, what, accepted, stub -> stub.count(0).count(0x20000).count(maximum).u32(length)
				.raw(new byte[octets]).handle().u32(towers));
	}

	private void lookup(String what, boolean accepted, long elements) {
		stub(EndpointMap.INTERFACE, LOOKUP, what, accepted,
				stub -> stub.u32(0).count(0).count(0).u32(1).handle().u32(elements));
	}

	@TestFactory
	List<DynamicTest> theEndpointMapper() {
		map("a tower as it should be", true, 75, 75, 75, 4);
		map("the longest tower and most towers", true, 2000, 2000, 2000, 500);
		map("a tower of 2001 bytes, out of range", false, 2001, 2001, 2001, 4);
		map("a maximum below tower_length", false, 74, 75, 75, 4);
		map("a maximum above tower_length", false, 76, 75, 76, 4);
		map("a tower of 4 GiB", false, 0xFFFFFFFFL, 0xFFFFFFFFL, 75, 4);
		map("max_towers 501, out of range", false, 75, 75, 75, 501);
		stub(EndpointMap.INTERFACE, MAP, "null pointers, which nothing counts", true,
				stub -> stub.count(0).count(0).handle().u32(1));
		lookup("max_ents 500", true, 500);
		lookup("max_ents 501, out of range", false, 501);
		lookup("max_ents -1, out of range", false, -1);
		return tests;
	}

	@TestFactory
	List<DynamicTest> remoteManagement() {
		stub(RemoteManagement.INTERFACE, 1, "50 statistics", true, stub -> stub.u32(50));
		stub(RemoteManagement.INTERFACE, 1, "51 statistics, out of range", false, stub -> stub.u32(51));
		stub(RemoteManagement.INTERFACE, 4, "princ_name_size 4096", true, stub -> stub.u32(10).u32(4096));
		stub(RemoteManagement.INTERFACE, 4, "princ_name_size 4097, out of range", false,
				stub -> stub.u32(10).u32(4097));
		return tests;
	}

	private static void send(Form form, InterfaceId id, int opnum, boolean accepted, Consumer<StubBytes> layout)
			throws IOException {
		StubBytes bytes = new StubBytes(form);
		layout.accept(bytes);
		try (RawPeer peer = RawPeer.connect(server.localPort())) {
			assertThat(peer.send(form.bind(id)).receive().type()).isEqualTo(Bytes.BIND_ACK);
			RawPdu answer = peer.send(form.request(opnum, bytes.toByteArray())).receive();
			assertThat(answer.type()).isEqualTo(accepted ? Bytes.RESPONSE : Bytes.FAULT);
			if (!accepted) {
				assertThat(answer.status()).isEqualTo(BAD_STUB_DATA);
			}
		}
	}
}
