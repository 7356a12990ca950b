package dev.quayside.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.Cancellation;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Our client and our server over real sockets. */
@Timeout(60)
class RpcTest {

	private EchoServer server;

	@BeforeEach
	void start() throws IOException {
		server = new EchoServer();
	}

	@AfterEach
	void stop() {
		server.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1403, 1404, 1405, 65500, 65512, 65536, 1_000_000, 4 * 1024 * 1024 - 4 })
	void bytesOfAnyLengthComeBackWhole(int length) throws IOException {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		for (int fragment : List.of(1432, 5840, 65528)) {
			Duration limit = Duration.ofSeconds(20);
			RpcClientOptions options = new RpcClientOptions(limit, limit, limit, 4, fragment);
			try (RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", server.port()), options)) {
				assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, bytes)).isEqualTo(bytes);
			}
		}
	}

	@Test
	void aRequestOverFourMegabytesIsRefusedAndTheServerGoesOn() throws IOException {
		try (RpcClient client = server.client()) {
			RpcChannel channel = client.channel(Echo.INTERFACE);
			assertThatThrownBy(() -> channel.call(Echo.ECHO, new byte[4 * 1024 * 1024]))
					.isInstanceOfAny(RpcFaultException.class, RpcConnectException.class);
			assertThat(channel.call(Echo.ECHO, new byte[3])).hasSize(3);
		}
	}

	@Test
	void callsOvertakeOneThatWaits() throws Exception {
		ExecutorService pool = Executors.newCachedThreadPool();
		try (RpcClient client = server.client()) {
			RpcChannel channel = client.channel(Echo.INTERFACE);
			Future<Long> late = pool.submit(() -> channel.call(Echo.WAIT, 7L));
			server.awaitWaiting(1);
			for (int i = 0; i < 100; i++) {
				assertThat(channel.call(Echo.ECHO, new byte[i])).hasSize(i);
			}
			server.answer(7);
			assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo(7L);
			assertThat(server.server().connections()).isEqualTo(1);
		} finally {
			pool.shutdownNow();
		}
	}

	@Test
	void manyThreadsGetTheirOwnAnswers() throws Exception {
		try (RpcClient client = server.client()) {
			Crowd.echoes(client.channel(Echo.INTERFACE), 16, 100);
		}
	}

	@Test
	void aCancelledCallEndsWithinASecondAndTheServerHearsOfIt() throws Exception {
		try (RpcClient client = server.client()) {
			Cancellation cancellation = new Cancellation();
			Thread canceller = new Thread(() -> {
				try {
					server.awaitWaiting(1);
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				}
				cancellation.cancel();
			});
			canceller.start();
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.WAIT, 1L,
					new CallOptions(Duration.ofSeconds(30), cancellation))).isInstanceOf(RpcCancelledException.class);
			server.awaitCancelled();
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1])).hasSize(1);
		}
	}

	@Test
	void aCallEndsAtItsTimeLimit() throws IOException {
		try (RpcClient client = server.client()) {
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.WAIT, 1L,
					new CallOptions(Duration.ofMillis(200), new Cancellation())))
					.isInstanceOf(RpcTimeoutException.class);
		}
	}

	@Test
	void anUnknownOperationAndAnUnknownInterfaceAreSaid() throws IOException {
		try (RpcClient client = server.client()) {
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.MISSING, null))
					.isInstanceOfSatisfying(RpcFaultException.class,
							e -> assertThat(e.status()).isEqualTo(FaultStatus.OPNUM_OUT_OF_RANGE));
			assertThatThrownBy(() -> client.channel(Echo.NOBODYS).call(Echo.ECHO, new byte[0]))
					.isInstanceOf(RpcBindException.class);
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1])).hasSize(1);
		}
	}

	@Test
	void handlesLiveUntilTheLastConnectionGoesAndAreRunDownOnce() throws Exception {
		RpcClient client = server.client();
		ContextHandle handle = client.channel(Echo.INTERFACE).call(Echo.OPEN, null);
		assertThat(client.channel(Echo.INTERFACE).call(Echo.USE, handle)).isEqualTo(42L);
		try (RpcClient stranger = server.client()) {
			assertThatThrownBy(() -> stranger.channel(Echo.INTERFACE).call(Echo.USE, handle))
					.isInstanceOfSatisfying(RpcFaultException.class,
							e -> assertThat(e.status()).isEqualTo(FaultStatus.CONTEXT_MISMATCH));
		}
		assertThat(server.rundowns()).isZero();
		client.close();
		server.awaitRundown(1);
		assertThat(server.rundowns()).isEqualTo(1);
	}

	@Test
	void badStubDataIsAFaultAndNotTheEnd() throws IOException {
		RpcOperation<Long, byte[]> lying = new RpcOperation<>(0, "Echo", NdrType.UINT32, Echo.BYTES);
		try (RpcClient client = server.client()) {
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(lying, 0xFFFFFFFFL))
					.isInstanceOfSatisfying(RpcFaultException.class,
							e -> assertThat(e.status()).isEqualTo(FaultStatus.BAD_STUB_DATA));
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1])).hasSize(1);
		}
	}

	@Test
	void nobodyListeningAndUnknownHostsAreSaid() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		try (RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", port), RpcClientOptions.DEFAULT)) {
			assertThatThrownBy(() -> client.connect(Echo.INTERFACE)).isInstanceOf(RpcConnectException.class)
					.hasMessageContaining("Nobody listens");
		}
		try (RpcClient client = new RpcClient(new RpcEndpoint("no-such-host.invalid", 1), RpcClientOptions.DEFAULT)) {
			assertThatThrownBy(() -> client.connect(Echo.INTERFACE)).isInstanceOf(RpcConnectException.class)
					.hasMessageContaining("unknown");
		}
	}
}
