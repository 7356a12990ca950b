package dev.quayside.rpc.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.CallWindow;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The endpoint mapper of this program and its client, over a socket. */
@Timeout(60)
class EndpointMapperTest {

	private static final InterfaceId FIRST = InterfaceId.of("8f1b5a5e-1f0c-4a7d-9f0e-5f6f0f3c1a01", 1, 2, "First")
			.withNdr64();
	private static final InterfaceId SECOND = InterfaceId.of("8f1b5a5e-1f0c-4a7d-9f0e-5f6f0f3c1a02", 3, 0, "Second");
	private static final UUID OBJECT = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

	private RpcServer server;
	private RpcClient client;
	private RpcChannel channel;

	@BeforeEach
	void start() throws IOException {
		server = RpcServer.start(
				List.of(new EndpointMapperService().add(FIRST, 4001).add(SECOND, 4002).add(FIRST, 4003).service()),
				RpcServerLimits.DEFAULT, List.of(new InetSocketAddress("127.0.0.1", 0)));
		client = new RpcClient(new RpcEndpoint("127.0.0.1", server.localPort()), RpcClientOptions.DEFAULT);
		channel = client.channel(EndpointMap.INTERFACE);
	}

	@AfterEach
	void stop() {
		client.close();
		server.close();
	}

	private static InterfaceId version(InterfaceId id, int major, int minor) {
		return InterfaceId.of(id.syntax().uuid().toString(), major, minor, "wanted");
	}

	private Found<byte[]> map(SyntaxId interfaceId, SyntaxId transfer, ContextHandle handle, long maximum)
			throws RpcException {
		return channel.call(EndpointMap.MAP, new MapRequest(Optional.empty(),
				Optional.of(Tower.anyTcp(interfaceId, transfer).encode()), handle, maximum));
	}

	private Found<EndpointEntry> lookup(int inquiry, Optional<UUID> object, Optional<SyntaxId> interfaceId,
			int versions) throws RpcException {
		return channel.call(EndpointMap.LOOKUP,
				new LookupRequest(inquiry, object, interfaceId, versions, ContextHandle.NULL, 500));
	}

	private static List<Integer> ports(List<byte[]> towers) {
		return towers.stream().map(Tower::decode).map(tower -> tower.tcpPort().getAsInt()).toList();
	}

	@Test
	void theClientIsToldThePortsOfAnInterface() throws RpcException {
		EndpointMapper mapper = new EndpointMapper(channel);
		assertThat(mapper.tcpPorts(FIRST, CallOptions.defaults())).containsExactly(4001, 4003);
		assertThat(mapper.tcpPorts(SECOND, CallOptions.defaults())).containsExactly(4002);
	}

	@ParameterizedTest
	@CsvSource({ "1, 0, 2", "1, 2, 2", "1, 3, 0", "2, 0, 0", "0, 0, 0" })
	void majorVersionsAreEqualAndMinorOnesAreEnough(int major, int minor, int found) throws RpcException {
		assertThat(new EndpointMapper(channel).tcpPorts(version(FIRST, major, minor), CallOptions.defaults()))
				.hasSize(found);
	}

	@Test
	void aTransferSyntaxThatTheInterfaceLacksIsNotFound() throws RpcException {
		assertThat(map(SECOND.syntax(), SyntaxId.NDR64, ContextHandle.NULL, 4).status())
				.isEqualTo(EndpointStatus.NOT_REGISTERED);
		assertThat(ports(map(FIRST.syntax(), SyntaxId.NDR64, ContextHandle.NULL, 4).elements())).containsExactly(4001,
				4003);
	}

	@Test
	void anotherProtocolThanTcpIsNotFound() throws RpcException {
		Tower pipe = new Tower(FIRST.syntax(), SyntaxId.NDR20, List.of(new Tower.Floor(0x0B, new byte[2]),
				new Tower.Floor(0x0F, new byte[]{ 0 }), new Tower.Floor(0x11, new byte[]{ 0 })));
		Found<byte[]> found = channel.call(EndpointMap.MAP,
				new MapRequest(Optional.empty(), Optional.of(pipe.encode()), ContextHandle.NULL, 4));
		assertThat(found.status()).isEqualTo(EndpointStatus.NOT_REGISTERED);
		assertThat(found.handle()).isEqualTo(ContextHandle.NULL);
	}

	@Test
	void anObjectDoesNotMatterToAnInterfaceWithout() throws RpcException {
		Found<byte[]> found = channel.call(EndpointMap.MAP, new MapRequest(Optional.of(OBJECT),
				Optional.of(Tower.anyTcp(SECOND.syntax(), SyntaxId.NDR20).encode()), ContextHandle.NULL, 4));
		assertThat(ports(found.elements())).containsExactly(4002);
	}

	@Test
	void theAddressIsTheOneThatTheClientCameTo() throws RpcException {
		Tower tower = Tower.decode(map(SECOND.syntax(), SyntaxId.NDR20, ContextHandle.NULL, 1).elements().get(0));
		assertThat(tower.lower().get(2).address()).containsExactly(127, 0, 0, 1);
	}

	@Test
	void whatIsNoTowerCannotBeMapped() throws RpcException {
		for (Optional<byte[]> tower : List.of(Optional.<byte[]>empty(), Optional.of(new byte[40]))) {
			assertThat(channel
					.call(EndpointMap.MAP, new MapRequest(Optional.empty(), tower, ContextHandle.NULL, 4)).status())
					.isEqualTo(EndpointStatus.CANNOT_PERFORM);
		}
	}

	@Test
	void aSearchGoesOnWithItsHandle() throws RpcException {
		Found<byte[]> first = map(FIRST.syntax(), SyntaxId.NDR20, ContextHandle.NULL, 1);
		assertThat(ports(first.elements())).containsExactly(4001);
		assertThat(first.handle()).isNotEqualTo(ContextHandle.NULL);
		Found<byte[]> second = map(FIRST.syntax(), SyntaxId.NDR20, first.handle(), 1);
		assertThat(ports(second.elements())).containsExactly(4003);
		assertThat(second.handle()).isEqualTo(ContextHandle.NULL);
		assertThatThrownBy(() -> map(FIRST.syntax(), SyntaxId.NDR20, first.handle(), 1))
				.isInstanceOfSatisfying(RpcFaultException.class,
						fault -> assertThat(fault.status()).isEqualTo(FaultStatus.CONTEXT_MISMATCH));
	}

	@Test
	void aSearchThatIsFreedHasEnded() throws RpcException {
		ContextHandle handle = map(FIRST.syntax(), SyntaxId.NDR20, ContextHandle.NULL, 1).handle();
		assertThat(channel.call(EndpointMap.HANDLE_FREE, handle))
				.isEqualTo(new EndpointMap.Freed(ContextHandle.NULL, EndpointStatus.OK));
		assertThatThrownBy(() -> channel.call(EndpointMap.HANDLE_FREE, handle)).isInstanceOf(RpcFaultException.class);
		assertThat(channel.call(EndpointMap.HANDLE_FREE, ContextHandle.NULL).status()).isEqualTo(EndpointStatus.OK);
	}

	@Test
	void aSearchForNoElementsFindsNone() throws RpcException {
		Found<byte[]> found = map(FIRST.syntax(), SyntaxId.NDR20, ContextHandle.NULL, 0);
		assertThat(found.elements()).isEmpty();
		assertThat(found.status()).isEqualTo(EndpointStatus.CANNOT_PERFORM);
	}

	@Test
	void everythingIsListedWithItsName() throws RpcException {
		List<EndpointEntry> entries = new EndpointMapper(channel).entries(CallOptions.defaults());
		assertThat(entries).extracting(EndpointEntry::annotation).containsExactly("First", "First", "Second", "First",
				"First");
		assertThat(ports(entries.stream().map(entry -> entry.tower().orElseThrow()).toList())).containsExactly(4001,
				4001, 4002, 4003, 4003);
		assertThat(entries).extracting(EndpointEntry::object).containsOnly(new UUID(0, 0));
	}

	@ParameterizedTest
	@CsvSource({ "1, 9, 9, 4", "2, 1, 1, 4", "2, 1, 3, 0", "3, 1, 2, 4", "3, 1, 1, 0", "4, 1, 9, 4", "4, 2, 0, 0",
			"5, 1, 2, 4", "5, 1, 1, 0", "5, 2, 0, 4" })
	void versionsOfAnInterfaceAreChosen(int option, int major, int minor, int found) throws RpcException {
		assertThat(lookup(EndpointMap.Inquiry.BY_INTERFACE, Optional.empty(),
				Optional.of(version(FIRST, major, minor).syntax()), option).elements()).hasSize(found);
	}

	@Test
	void noElementHasAnObject() throws RpcException {
		assertThat(lookup(EndpointMap.Inquiry.BY_OBJECT, Optional.of(OBJECT), Optional.empty(), 1).status())
				.isEqualTo(EndpointStatus.NOT_REGISTERED);
		assertThat(lookup(EndpointMap.Inquiry.BY_BOTH, Optional.of(OBJECT), Optional.of(FIRST.syntax()), 1).elements())
				.isEmpty();
		assertThat(lookup(EndpointMap.Inquiry.BY_BOTH, Optional.empty(), Optional.of(SECOND.syntax()), 3).elements())
				.hasSize(1);
	}

	@Test
	void inquiriesThatMeanNothingAreRefused() throws RpcException {
		assertThat(lookup(1, Optional.empty(), Optional.empty(), 1).status()).isEqualTo(EndpointStatus.NOT_SUPPORTED);
		assertThat(lookup(1, Optional.empty(), Optional.of(FIRST.syntax()), 6).status())
				.isEqualTo(EndpointStatus.INVALID_VERSIONS);
		assertThat(lookup(0, Optional.empty(), Optional.empty(), 77).status()).isEqualTo(EndpointStatus.OK);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4, 77, -1 })
	void anUnknownInquiryListsEverything(int inquiry) throws RpcException {
		assertThat(lookup(inquiry, Optional.empty(), Optional.empty(), 1).elements())
				.hasSameSizeAs(lookup(EndpointMap.Inquiry.ALL, Optional.empty(), Optional.empty(), 1).elements());
	}

	@Test
	void operationsThatAreNoMoreRaiseAnException() {
		for (RpcOperation<Void, Void> operation : List.of(EndpointMap.INSERT, EndpointMap.DELETE,
				EndpointMap.INQUIRE_OBJECT, EndpointMap.MANAGEMENT_DELETE)) {
			assertThatThrownBy(() -> channel.call(operation, null)).as(operation.name())
					.isInstanceOfSatisfying(RpcFaultException.class,
							fault -> assertThat(fault.status().code()).isEqualTo(0x6D8));
		}
	}

	@Test
	void theMapIsAlsoToldInNdr64() throws RpcException {
		channel = client.channel(EndpointMap.INTERFACE.withNdr64());
		assertThat(new EndpointMapper(channel).tcpPorts(FIRST, CallOptions.defaults())).containsExactly(4001, 4003);
		assertThat(new EndpointMapper(channel).entries(CallOptions.defaults())).hasSize(5);
	}

	/** An endpoint mapper that answers what it likes. */
	private static final class Scripted implements RpcChannel {

		private final List<String> calls = new ArrayList<>();
		private final List<Object> answers;

		Scripted(Object... answers) {
			this.answers = new ArrayList<>(List.of(answers));
		}

		@Override
		public <I, O> CallWindow<I, O> window(RpcOperation<I, O> operation, CallOptions options) {
			throw new UnsupportedOperationException();
		}

		@Override
		@SuppressWarnings("unchecked")
		public <I, O> O call(RpcOperation<I, O> operation, I in, CallOptions options) {
			calls.add(operation.name());
			return (O) (answers.size() > 1 ? answers.remove(0) : answers.get(0));
		}
	}

	private static Found<byte[]> found(ContextHandle handle, int status, byte[]... towers) {
		return new Found<>(handle, 0, List.of(towers), new EndpointStatus(status));
	}

	private static byte[] tower(InterfaceId id, int port) throws IOException {
		return Tower.tcp(id.syntax(), SyntaxId.NDR20, port, new InetSocketAddress("10.1.2.3", 0).getAddress()).encode();
	}

	@Test
	void towersThatAreOfNoUseAreSkippedAndPortsToldOnce() throws IOException {
		Scripted scripted = new Scripted(found(ContextHandle.NULL, 0, new byte[7], tower(FIRST, 4005),
				tower(SECOND, 1), tower(FIRST, 4004), tower(FIRST, 4005), tower(FIRST, 0)));
		assertThat(new EndpointMapper(scripted).tcpPorts(FIRST, CallOptions.defaults())).containsExactly(4005, 4004);
	}

	@Test
	void theSearchGoesOnUntilTheHandleIsNull() throws IOException {
		ContextHandle handle = new ContextHandle(0, OBJECT);
		Scripted scripted = new Scripted(found(handle, 0, tower(FIRST, 1)), found(handle, 0, tower(FIRST, 2)),
				found(ContextHandle.NULL, 0x16C9A0D6));
		assertThat(new EndpointMapper(scripted).tcpPorts(FIRST, CallOptions.defaults())).containsExactly(1, 2);
		assertThat(scripted.calls).containsExactly("ept_map", "ept_map", "ept_map");
	}

	@Test
	void aSearchThatNeverEndsIsLeftAndFreed() throws IOException {
		Scripted scripted = new Scripted(found(new ContextHandle(0, OBJECT), 0, tower(FIRST, 9)));
		assertThat(new EndpointMapper(scripted).tcpPorts(FIRST, CallOptions.defaults())).containsExactly(9);
		assertThat(scripted.calls).hasSize(51).endsWith("ept_map", "ept_lookup_handle_free");
	}

	@Test
	void nothingFoundIsAnEmptyListUnderBothOfItsNames() throws RpcException {
		for (int status : new int[]{ 0x16C9A0D6, 0x6D9 }) {
			assertThat(new EndpointMapper(new Scripted(found(ContextHandle.NULL, status))).tcpPorts(FIRST,
					CallOptions.defaults())).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "0x16C9A0CD, ept_s_cant_perform_op (0x16C9A0CD)", "0x6D8, EPT_S_CANT_PERFORM_OP (0x000006D8)",
			"0x5, ERROR_ACCESS_DENIED (0x00000005)", "0x1234567, 0x01234567" })
	void otherStatusesAreFailuresByName(String status, String name) {
		Scripted scripted = new Scripted(found(ContextHandle.NULL, Integer.decode(status)));
		assertThatThrownBy(() -> new EndpointMapper(scripted).tcpPorts(FIRST, CallOptions.defaults()))
				.isInstanceOf(RpcFaultException.class).hasMessageContaining(name);
	}
}
