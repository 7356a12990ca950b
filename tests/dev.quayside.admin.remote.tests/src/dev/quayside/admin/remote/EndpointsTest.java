package dev.quayside.admin.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.endpoint.EndpointMapperService;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In which order the ports of a queue manager are tried, and which failures end the search. */
@Timeout(30)
class EndpointsTest {

	private static final RpcException NOBODY = new RpcConnectException("nobody", new ConnectException());
	private static final RpcException FILTERED = new RpcConnectException("filtered", new SocketTimeoutException());

	private final List<Integer> tried = new ArrayList<>();
	private final Map<Integer, Optional<Duration>> limits = new HashMap<>();
	private final Map<Integer, RpcException> failures = new HashMap<>();
	private RpcServer mapper;

	@AfterEach
	void stop() {
		if (mapper != null) {
			mapper.close();
		}
	}

	private void startMapper(EndpointMapperService map) throws IOException {
		mapper = RpcServer.start(List.of(map.service()), RpcServerLimits.DEFAULT,
				List.of(new InetSocketAddress("127.0.0.1", 0)));
	}

	private static Endpoints endpoints(int mapperPort, Integer... wellKnown) {
		return new Endpoints(QueueManagerAddress.parse("127.0.0.1"), mapperPort, List.of(wellKnown));
	}

	private int attempt(int port, Optional<Duration> limit) throws RpcException {
		tried.add(port);
		limits.put(port, limit);
		if (failures.containsKey(port)) {
			throw failures.get(port);
		}
		return port;
	}

	private static int nobodysPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Test
	void thePortOfTheAddressIsTheOnlyOne() throws Exception {
		startMapper(new EndpointMapperService().add(RemoteRead.INTERFACE, 4001));
		Endpoints endpoints = new Endpoints(QueueManagerAddress.parse("127.0.0.1:9"), mapper.localPort(),
				List.of(2103));
		failures.put(9, NOBODY);
		assertThatThrownBy(() -> endpoints.first(this::attempt)).isSameAs(NOBODY);
		assertThat(tried).containsExactly(9);
	}

	@Test
	void whatTheEndpointMapperTellsComesFirst() throws Exception {
		startMapper(new EndpointMapperService().add(QueueManagement.INTERFACE, 4002).add(RemoteRead.INTERFACE, 4001)
				.add(QueueManagement.INTERFACE, 4001));
		assertThat(endpoints(mapper.localPort(), 2103).first(this::attempt)).isEqualTo(4001);
		failures.put(4001, NOBODY);
		failures.put(4002, NOBODY);
		tried.clear();
		assertThat(endpoints(mapper.localPort(), 2103, 4001).first(this::attempt)).isEqualTo(2103);
		assertThat(tried).containsExactly(4001, 4002, 2103);
	}

	@Test
	void withoutEndpointMapperTheWellKnownPortsAreTried() throws Exception {
		failures.put(2103, NOBODY);
		assertThat(endpoints(nobodysPort(), 2103, 2114).first(this::attempt)).isEqualTo(2114);
		assertThat(tried).containsExactly(2103, 2114);
	}

	@Test
	void anEndpointMapperThatKnowsNothingIsNotTheEnd() throws Exception {
		startMapper(new EndpointMapperService());
		assertThat(endpoints(mapper.localPort(), 2103).first(this::attempt)).isEqualTo(2103);
	}

	@Test
	void somethingElseInPlaceOfTheEndpointMapperIsNotTheEnd() throws Exception {
		mapper = RpcServer.start(List.of(), RpcServerLimits.DEFAULT, List.of(new InetSocketAddress("127.0.0.1", 0)));
		assertThat(endpoints(mapper.localPort(), 2103).first(this::attempt)).isEqualTo(2103);
	}

	@Test
	void anEndpointMapperThatSaysNothingIsNotTheEnd() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(endpoints(silent.getLocalPort(), 2103).first(this::attempt)).isEqualTo(2103);
		}
	}

	@Test
	void aPortThatWasToldButIsFilteredIsPassedOver() throws Exception {
		startMapper(new EndpointMapperService().add(RemoteRead.INTERFACE, 4001));
		failures.put(4001, FILTERED);
		assertThat(endpoints(mapper.localPort(), 2103).first(this::attempt)).isEqualTo(2103);
	}

	@Test
	void onlyAPortThatWasToldHasToAnswerSoon() throws Exception {
		startMapper(new EndpointMapperService().add(RemoteRead.INTERFACE, 4001));
		failures.put(4001, FILTERED);
		Endpoints endpoints = endpoints(mapper.localPort(), 2103);
		endpoints.first(this::attempt);
		assertThat(limits).containsEntry(4001, Optional.of(Endpoints.CONNECT_LIMIT)).containsEntry(2103,
				Optional.empty());
		endpoints.first(this::attempt);
		assertThat(limits).containsEntry(2103, Optional.of(Endpoints.CONNECT_LIMIT));
	}

	@Test
	void aHostThatTellsManyPortsDoesNotKeepTheClientBusy() throws Exception {
		EndpointMapperService map = new EndpointMapperService();
		for (int port = 4001; port <= 4020; port++) {
			map.add(RemoteRead.INTERFACE, port);
			failures.put(port, FILTERED);
		}
		startMapper(map);
		assertThat(endpoints(mapper.localPort(), 2103).first(this::attempt)).isEqualTo(2103);
		assertThat(tried).hasSize(5);
	}

	@Test
	void aWellKnownPortThatIsFilteredIsTheEnd() throws Exception {
		failures.put(2103, FILTERED);
		int nobody = nobodysPort();
		assertThatThrownBy(() -> endpoints(nobody, 2103, 2114).first(this::attempt)).isSameAs(FILTERED);
		assertThat(tried).containsExactly(2103);
	}

	static List<RpcException> ends() {
		return List.of(new RpcSecurityException(RpcSecurityException.Reason.REFUSED, "wrong password"),
				new RpcFaultException(FaultStatus.ACCESS_DENIED), new RpcTimeoutException("silence"));
	}

	@ParameterizedTest
	@MethodSource("ends")
	void anIdentityThatIsRefusedIsNotShownElsewhere(RpcException end) throws Exception {
		startMapper(new EndpointMapperService().add(RemoteRead.INTERFACE, 4001));
		failures.put(4001, end);
		assertThatThrownBy(() -> endpoints(mapper.localPort(), 2103).first(this::attempt)).isSameAs(end);
		assertThat(tried).containsExactly(4001);
	}

	@Test
	void somebodyElseIsPassedOverAndMoreTellingThanNobody() throws Exception {
		RpcException foreign = new RpcProtocolException("HTTP");
		failures.put(2103, NOBODY);
		failures.put(2114, foreign);
		failures.put(2125, new RpcBindException("another interface"));
		int nobody = nobodysPort();
		assertThatThrownBy(() -> endpoints(nobody, 2103, 2114, 2125).first(this::attempt)).isSameAs(foreign);
		assertThat(tried).containsExactly(2103, 2114, 2125);
	}

	@Test
	void thePortThatWasFoundIsRememberedWithoutAskingAgain() throws Exception {
		startMapper(new EndpointMapperService().add(RemoteRead.INTERFACE, 4001));
		Endpoints endpoints = endpoints(mapper.localPort());
		endpoints.first(this::attempt);
		mapper.close();
		tried.clear();
		assertThat(endpoints.first(this::attempt)).isEqualTo(4001);
	}

	@Test
	void aPortThatWasRememberedInVainLeadsToANewSearch() throws Exception {
		startMapper(new EndpointMapperService().add(RemoteRead.INTERFACE, 4005));
		failures.put(4005, NOBODY);
		Endpoints endpoints = endpoints(mapper.localPort(), 2103, 2114);
		endpoints.first(this::attempt);
		failures.clear();
		failures.put(2103, FILTERED);
		tried.clear();
		assertThat(endpoints.first(this::attempt)).isEqualTo(4005);
		assertThat(tried).containsExactly(2103, 4005);
	}

	@Test
	void theWellKnownPortsAreThoseOfWindows() {
		assertThat(Endpoints.WELL_KNOWN_PORTS).containsExactly(2103, 2114, 2125, 2136, 2147, 2158, 2169, 2180, 2191,
				2202);
	}
}
