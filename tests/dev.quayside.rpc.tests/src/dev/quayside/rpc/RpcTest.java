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
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.rpc.server.RpcService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Our client and our server over real sockets. */
@Timeout(60)
class RpcTest {

	private final CountDownLatch waiting = new CountDownLatch(1);
	private final CountDownLatch cancelled = new CountDownLatch(1);
	private final CountDownLatch rundown = new CountDownLatch(1);
	private final AtomicInteger rundowns = new AtomicInteger();
	private final CompletableFuture<Long> answer = new CompletableFuture<>();
	private RpcServer server;

	@BeforeEach
	void start() throws IOException {
		server = start(RpcServerLimits.DEFAULT);
	}

	private RpcServer start(RpcServerLimits limits) throws IOException {
		RpcService service = RpcService.of(Echo.INTERFACE) //
				.on(Echo.ECHO, (in, call) -> CompletableFuture.completedFuture(in)) //
				.on(Echo.WAIT, (in, call) -> {
					waiting.countDown();
					call.onCancel(cancelled::countDown);
					return answer;
				}) //
				.on(Echo.OPEN, (in, call) -> CompletableFuture
						.completedFuture(call.association().open(Echo.INTERFACE, 42L, context -> {
							rundowns.incrementAndGet();
							rundown.countDown();
						}))) //
				.on(Echo.USE, (in, call) -> CompletableFuture
						.completedFuture(call.association().find(Echo.INTERFACE, in, Long.class)));
		return RpcServer.start(List.of(service), limits, List.of(new InetSocketAddress("127.0.0.1", 0)));
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private RpcClient client() {
		return new RpcClient(new RpcEndpoint("127.0.0.1", server.localPort()), RpcClientOptions.DEFAULT);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1403, 1404, 1405, 65500, 65512, 65536, 1_000_000, 4 * 1024 * 1024 - 4 })
	void bytesOfAnyLengthComeBackWhole(int length) throws IOException {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		for (int fragment : List.of(1432, 5840, 65528)) {
			Duration limit = Duration.ofSeconds(20);
			RpcClientOptions options = new RpcClientOptions(limit, limit, limit, 4, fragment);
			try (RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", server.localPort()), options)) {
				assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, bytes)).isEqualTo(bytes);
			}
		}
	}

	@Test
	void aRequestOverFourMegabytesIsRefusedAndTheServerGoesOn() throws IOException {
		try (RpcClient client = client()) {
			RpcChannel channel = client.channel(Echo.INTERFACE);
			assertThatThrownBy(() -> channel.call(Echo.ECHO, new byte[4 * 1024 * 1024]))
					.isInstanceOfAny(RpcFaultException.class, RpcConnectException.class);
			assertThat(channel.call(Echo.ECHO, new byte[3])).hasSize(3);
		}
	}

	@Test
	void callsOvertakeOneThatWaits() throws Exception {
		ExecutorService pool = Executors.newCachedThreadPool();
		try (RpcClient client = client()) {
			RpcChannel channel = client.channel(Echo.INTERFACE);
			Future<Long> late = pool.submit(() -> channel.call(Echo.WAIT, 7L));
			assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
			for (int i = 0; i < 100; i++) {
				assertThat(channel.call(Echo.ECHO, new byte[i])).hasSize(i);
			}
			answer.complete(7L);
			assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo(7L);
			assertThat(server.connections()).isEqualTo(1);
		} finally {
			pool.shutdownNow();
		}
	}

	@Test
	void manyThreadsGetTheirOwnAnswers() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(16);
		try (RpcClient client = client()) {
			RpcChannel channel = client.channel(Echo.INTERFACE);
			List<Future<Boolean>> results = new ArrayList<>();
			for (int i = 0; i < 16; i++) {
				int seed = i;
				results.add(pool.submit(() -> {
					Random random = new Random(seed);
					for (int round = 0; round < 100; round++) {
						byte[] bytes = new byte[random.nextInt(20_000)];
						random.nextBytes(bytes);
						assertThat(channel.call(Echo.ECHO, bytes)).isEqualTo(bytes);
					}
					return true;
				}));
			}
			for (Future<Boolean> result : results) {
				assertThat(result.get(30, TimeUnit.SECONDS)).isTrue();
			}
		} finally {
			pool.shutdownNow();
		}
	}

	@Test
	void aCancelledCallEndsWithinASecondAndTheServerHearsOfIt() throws Exception {
		try (RpcClient client = client()) {
			Cancellation cancellation = new Cancellation();
			Thread canceller = new Thread(() -> {
				try {
					waiting.await();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				}
				cancellation.cancel();
			});
			canceller.start();
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.WAIT, 1L,
					new CallOptions(Duration.ofSeconds(30), cancellation))).isInstanceOf(RpcCancelledException.class);
			assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1])).hasSize(1);
		}
	}

	@Test
	void aCallEndsAtItsTimeLimit() throws IOException {
		try (RpcClient client = client()) {
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.WAIT, 1L,
					new CallOptions(Duration.ofMillis(200), new Cancellation())))
					.isInstanceOf(RpcTimeoutException.class);
		}
	}

	@Test
	void anUnknownOperationAndAnUnknownInterfaceAreSaid() throws IOException {
		try (RpcClient client = client()) {
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.MISSING, null))
					.isInstanceOfSatisfying(RpcFaultException.class,
							e -> assertThat(e.status()).isEqualTo(FaultStatus.OPNUM_OUT_OF_RANGE));
			InterfaceId other = InterfaceId.of("8f1b5a5e-1f0c-4a7d-9f0e-5f6f0f3c1a02", 1, 0, "Other");
			assertThatThrownBy(() -> client.channel(other).call(Echo.ECHO, new byte[0]))
					.isInstanceOf(RpcBindException.class);
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1])).hasSize(1);
		}
	}

	@Test
	void handlesLiveUntilTheLastConnectionGoesAndAreRunDownOnce() throws Exception {
		RpcClient client = client();
		ContextHandle handle = client.channel(Echo.INTERFACE).call(Echo.OPEN, null);
		assertThat(client.channel(Echo.INTERFACE).call(Echo.USE, handle)).isEqualTo(42L);
		try (RpcClient stranger = client()) {
			assertThatThrownBy(() -> stranger.channel(Echo.INTERFACE).call(Echo.USE, handle))
					.isInstanceOfSatisfying(RpcFaultException.class,
							e -> assertThat(e.status()).isEqualTo(FaultStatus.CONTEXT_MISMATCH));
		}
		assertThat(rundowns).hasValue(0);
		client.close();
		assertThat(rundown.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(rundowns).hasValue(1);
	}

	@Test
	void badStubDataIsAFaultAndNotTheEnd() throws IOException {
		RpcOperation<Long, byte[]> lying = new RpcOperation<>(0, "Echo", NdrType.UINT32, Echo.BYTES);
		try (RpcClient client = client()) {
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(lying, 0xFFFFFFFFL))
					.isInstanceOfSatisfying(RpcFaultException.class,
							e -> assertThat(e.status()).isEqualTo(FaultStatus.BAD_STUB_DATA));
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1])).hasSize(1);
		}
	}

	@Test
	void aPortThatSpeaksHttpIsNamed() throws Exception {
		try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> {
				try (Socket socket = http.accept(); OutputStream out = socket.getOutputStream()) {
					out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
					out.flush();
					socket.getInputStream().readAllBytes();
				} catch (IOException e) {
					// the client hangs up
				}
			});
			thread.start();
			try (RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", http.getLocalPort()),
					RpcClientOptions.DEFAULT)) {
				assertThatThrownBy(() -> client.connect(Echo.INTERFACE)).isInstanceOf(RpcProtocolException.class)
						.hasMessageContaining("HTTP/1.1 400");
			}
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

	@Test
	void halfOpenConnectionsMakeRoomForNewOnes() throws Exception {
		server.close();
		server = start(
				new RpcServerLimits(20, 20, 16, 1 << 22, 1 << 26, Duration.ofSeconds(30), Duration.ofSeconds(30)));
		List<Socket> halfOpen = new ArrayList<>();
		try {
			for (int i = 0; i < 200; i++) {
				halfOpen.add(new Socket("127.0.0.1", server.localPort()));
			}
			try (RpcClient client = client()) {
				assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1])).hasSize(1);
			}
			assertThat(server.connections()).isLessThanOrEqualTo(20);
		} finally {
			for (Socket socket : halfOpen) {
				socket.close();
			}
		}
	}

	@Test
	void aClientThatStopsInTheMiddleIsClosedAndOthersAreServed() throws Exception {
		server.close();
		server = start(
				new RpcServerLimits(20, 20, 16, 1 << 22, 1 << 26, Duration.ofMillis(300), Duration.ofMillis(300)));
		try (Socket socket = new Socket("127.0.0.1", server.localPort())) {
			socket.getOutputStream().write(new byte[]{ 5, 0, 11, 3, 0x10, 0, 0, 0, 72 });
			socket.setSoTimeout(10_000);
			InputStream in = socket.getInputStream();
			try (RpcClient client = client()) {
				assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1])).hasSize(1);
			}
			assertThat(in.read()).isEqualTo(-1);
		}
	}

	@Test
	void aThousandQuickConnectionsLeaveNothingBehind() throws Exception {
		for (int i = 0; i < 1000; i++) {
			new Socket("127.0.0.1", server.localPort()).close();
		}
		try (RpcClient client = client()) {
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1])).hasSize(1);
		}
		long deadline = System.nanoTime() + 10_000_000_000L;
		while (server.connections() > 1 && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(server.connections()).isLessThanOrEqualTo(1);
	}
}
