package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.RpcFaultException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Several connections of one client, as a Windows runtime opens them ([MS-RPCE] 3.3.1.4.1, 3.3.1.5.7, 3.3.3.7.1). */
@Timeout(60)
class AssociationGroupTest {

	private static final int OPEN = 2;
	private static final int USE = 3;

	private EchoServer server;

	@BeforeEach
	void start() throws IOException {
		server = new EchoServer();
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private static int group(RawPdu ack) {
		assertThat(ack.type()).isEqualTo(Bytes.BIND_ACK);
		return ack.u32(20);
	}

	private RawPdu bind(RawPeer peer, int group) throws IOException {
		return peer.send(Bytes.bind(5840, group, Bytes.WHOLE)).receive();
	}

	private static byte[] open(RawPeer peer, int callId) throws IOException {
		byte[] handle = peer.send(Bytes.request(callId, OPEN, new byte[0])).receive().stub();
		assertThat(handle).hasSize(20);
		return handle;
	}

	private static void assertUsable(RawPeer peer, int callId, byte[] handle) throws IOException {
		assertThat(peer.send(Bytes.request(callId, USE, handle)).receive().stub()).isEqualTo(Bytes.hex("2a000000"));
	}

	private static void assertMismatch(RawPeer peer, int callId, byte[] handle) throws IOException {
		RawPdu fault = peer.send(Bytes.request(callId, USE, handle)).receive();
		assertThat(fault.type()).isEqualTo(Bytes.FAULT);
		assertThat(fault.status()).isEqualTo(0x1C00001A);
	}

	@Test
	void aSecondConnectionJoinsTheGroupAndItsCallsAreAnsweredWhileOneWaits() throws Exception {
		try (RawPeer first = RawPeer.connect(server.port()); RawPeer second = RawPeer.connect(server.port())) {
			int group = group(bind(first, 0));
			byte[] handle = open(first, 2);
			first.send(Bytes.request(3, 1, new byte[4]));
			server.awaitWaiting(1);
			assertThat(group(bind(second, group))).isEqualTo(group);
			assertUsable(second, 2, handle);
			assertThat(server.server().clients()).isEqualTo(1);
			server.answer(5);
			assertThat(first.receive().stub()).isEqualTo(Bytes.hex("05000000"));
		}
	}

	@Test
	void handlesOfAnyConnectionAreValidOnAllAndOnNoOtherGroup() throws IOException {
		try (RawPeer first = RawPeer.connect(server.port());
				RawPeer second = RawPeer.connect(server.port());
				RawPeer stranger = RawPeer.bound(server.port())) {
			int group = group(bind(first, 0));
			bind(second, group);
			byte[] one = open(first, 2);
			byte[] two = open(second, 2);
			assertThat(one).isNotEqualTo(two);
			assertThat(one).as("Windows leaves the attributes zero").startsWith(0, 0, 0, 0);
			assertUsable(first, 3, two);
			assertUsable(second, 3, one);
			assertMismatch(stranger, 2, one);
		}
	}

	@Test
	void aHandleIsValidForItsInterfaceOnly() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			byte[] handle = open(peer, 2);
			peer.send(Bytes.little().proposal(5840, 0, 1).context(1, Echo.OTHER, Bytes.NDR20, 2)
					.pdu(Bytes.ALTER_CONTEXT, Bytes.WHOLE, 3)).receive();
			RawPdu fault = peer.send(Bytes.little().u32(20).u16(1).u16(USE).raw(handle).pdu(Bytes.REQUEST, 3, 4))
					.receive();
			assertThat(fault.status()).isEqualTo(0x1C00001A);
			assertUsable(peer, 5, handle);
		}
	}

	@Test
	void onlyTheLastConnectionRunsDownAndOnce() throws Exception {
		int group;
		byte[] handle;
		try (RawPeer second = RawPeer.connect(server.port())) {
			try (RawPeer first = RawPeer.connect(server.port())) {
				group = group(bind(first, 0));
				handle = open(first, 2);
				open(first, 3);
				bind(second, group);
			}
			EchoServer.await(() -> server.server().connections() == 1);
			assertUsable(second, 2, handle);
			assertThat(server.rundowns()).isZero();
			try (RawPeer third = RawPeer.connect(server.port())) {
				assertThat(group(bind(third, group))).as("the group lives on").isEqualTo(group);
			}
		}
		server.awaitRundown(2);
		EchoServer.await(() -> server.server().clients() == 0);
		assertThat(server.rundowns()).isEqualTo(2);
	}

	@Test
	void aGroupThatIsGoneCannotBeJoined() throws Exception {
		int group;
		try (RawPeer first = RawPeer.connect(server.port())) {
			group = group(bind(first, 0));
		}
		EchoServer.await(() -> server.server().clients() == 0);
		for (int wrong : new int[]{ group, group + 1, -1 }) {
			try (RawPeer late = RawPeer.connect(server.port())) {
				RawPdu nak = bind(late, wrong);
				assertThat(nak.type()).isEqualTo(Bytes.BIND_NAK);
				assertThat(nak.u16(16)).as("reason").isZero();
				assertThat(late.isEnded()).isTrue();
			}
		}
	}

	@Test
	void aGroupOfAnotherMachineCannotBeJoined() throws IOException {
		try (RawPeer first = RawPeer.connect(server.port());
				RawPeer stranger = RawPeer.connectFrom("127.0.0.2", server.port())) {
			int group = group(bind(first, 0));
			RawPdu nak = bind(stranger, group);
			assertThat(nak.type()).isEqualTo(Bytes.BIND_NAK);
			assertThat(server.server().clients()).isEqualTo(1);
		}
	}

	@Test
	void groupsAreNotReusedAndCannotBeGuessed() throws IOException {
		List<Integer> groups = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			try (RawPeer peer = RawPeer.connect(server.port())) {
				groups.add(group(bind(peer, 0)));
			}
		}
		assertThat(groups).doesNotHaveDuplicates().doesNotContain(0);
		for (int i = 1; i < groups.size(); i++) {
			assertThat(groups.get(i) - groups.get(i - 1)).isNotEqualTo(1);
		}
	}

	@Test
	void aClientThatVanishesWhileItsCallWaitsIsRunDownAndTheCallHearsOfIt() throws Exception {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			open(peer, 2);
			peer.send(Bytes.request(3, 1, new byte[4]));
			server.awaitWaiting(1);
			peer.socket().setSoLinger(true, 0);
		}
		server.awaitCancelled();
		server.awaitRundown(1);
		assertThat(server.rundowns()).isEqualTo(1);
	}

	@Test
	void aRundownThatFailsDoesNotKeepTheOthersFromRunning() throws Exception {
		Logger log = Logger.getLogger(ServerAssociation.class.getName());
		log.setLevel(Level.OFF);
		List<String> runDown = new ArrayList<>();
		ServerAssociation association = new ServerAssociation(1, InetAddress.getLoopbackAddress(), new HandleQuota());
		association.join();
		for (String name : List.of("one", "two", "three")) {
			association.open(Echo.INTERFACE, name, context -> {
				runDown.add(context);
				throw new IllegalStateException("a bug");
			});
		}
		assertThat(association.leave()).isTrue();
		assertThat(runDown).containsExactlyInAnyOrder("one", "two", "three");
		assertThat(association.join()).as("it is gone").isFalse();
		log.setLevel(null);
	}

	@Test
	void handlesOfOneClientAreLimited() throws Exception {
		ServerAssociation association = new ServerAssociation(1, InetAddress.getLoopbackAddress(), new HandleQuota());
		association.join();
		ContextHandle last = ContextHandle.NULL;
		for (int i = 0; i < 10_000; i++) {
			last = association.open(Echo.INTERFACE, i, context -> {});
		}
		List<String> runDown = new ArrayList<>();
		assertThatThrownBy(() -> association.open(Echo.INTERFACE, "one too many", runDown::add))
				.isInstanceOfSatisfying(RpcFaultException.class,
						e -> assertThat(e.status()).isEqualTo(FaultStatus.NO_MEMORY));
		assertThat(runDown).containsExactly("one too many");
		association.close(last);
		assertThat(association.open(Echo.INTERFACE, "room again", runDown::add)).isNotNull();
	}

	@Test
	void theEndOfTheServerRunsDownEverything() throws Exception {
		try (RawPeer one = RawPeer.bound(server.port()); RawPeer two = RawPeer.bound(server.port())) {
			open(one, 2);
			open(two, 2);
			server.close();
			server.awaitRundown(2);
			assertThat(one.isEnded()).isTrue();
		}
	}
}
