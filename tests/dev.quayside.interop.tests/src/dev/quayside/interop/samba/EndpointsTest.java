package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.endpoint.EndpointEntry;
import dev.quayside.rpc.endpoint.EndpointMap;
import dev.quayside.rpc.endpoint.EndpointMapper;
import dev.quayside.rpc.endpoint.Tower;
import dev.quayside.rpc.mgmt.RemoteManagement;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoint mapper of Samba, and what its ports tell of themselves. */
@Timeout(60)
class EndpointsTest {

	private static Controller controller;

	@BeforeAll
	static void start() throws Exception {
		controller = Controller.shared();
	}

	private static RpcClient client() {
		return new RpcClient(controller.mapper(), RpcClientOptions.DEFAULT);
	}

	private static Stream<Tower> towers(List<EndpointEntry> entries) {
		return entries.stream().map(EndpointEntry::tower).flatMap(Optional::stream).map(Tower::decode);
	}

	@Test
	void everythingIsListed() throws Exception {
		try (RpcClient client = client()) {
			List<EndpointEntry> entries = new EndpointMapper(client.channel(EndpointMap.INTERFACE))
					.entries(CallOptions.defaults());
			assertThat(towers(entries).filter(tower -> tower.interfaceId().equals(Samr.INTERFACE.syntax()))
					.flatMapToInt(tower -> tower.tcpPort().stream()).boxed())
					.contains(controller.endpoint(Samr.INTERFACE).port());
			assertThat(towers(entries).filter(tower -> !tower.isTcp())).as("pipes").isNotEmpty();
		}
	}

	@Test
	void aTransferSyntaxThatItRefusesIsNotUsed() throws Exception {
		try (RpcClient client = client()) {
			InterfaceId both = EndpointMap.INTERFACE.withNdr64();
			assertThat(new EndpointMapper(client.channel(both)).tcpPorts(Samr.INTERFACE, CallOptions.defaults()))
					.containsExactly(controller.endpoint(Samr.INTERFACE).port());
		}
	}

	@Test
	void aNewerVersionIsNotThere() throws Exception {
		try (RpcClient client = client()) {
			SyntaxId samr = Samr.INTERFACE.syntax();
			InterfaceId newer = InterfaceId.of(samr.uuid().toString(), samr.major() + 1, 0, "newer");
			assertThat(new EndpointMapper(client.channel(EndpointMap.INTERFACE)).tcpPorts(newer,
					CallOptions.defaults())).isEmpty();
		}
	}

	@Test
	void aPortTellsItsInterfaces() throws Exception {
		try (RpcClient client = new RpcClient(controller.endpoint(Samr.INTERFACE), RpcClientOptions.DEFAULT)) {
			RpcChannel management = client.channel(RemoteManagement.INTERFACE);
			assertThat(management.call(RemoteManagement.INQUIRE_INTERFACES, null).value())
					.contains(Samr.INTERFACE.syntax());
			assertThat(management.call(RemoteManagement.IS_LISTENING, null).status()).isZero();
		}
	}
}
