package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Whatever comes in over a socket, the server answers the next client. */
@Timeout(60)
class HostileClientTest {

	private static final Map<String, byte[]> VECTORS = Vectors.read("dev.quayside.rpc.tests/vectors/pdu.txt");

	private EchoServer server;

	@BeforeEach
	void start() throws IOException {
		server = new EchoServer();
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private void restart(RpcServerLimits limits) throws IOException {
		server.close();
		server = new EchoServer(limits);
	}

	/** Sends bytes, no more, and reads until the server closes, which must come soon; it may also hang up before. */
	private static void sendAndLeave(RawPeer peer, byte[]... parts) throws IOException {
		try {
			peer.send(parts);
			peer.socket().shutdownOutput();
			peer.socket().getInputStream().readAllBytes();
		} catch (SocketTimeoutException e) {
			throw new AssertionError("The server neither answers nor closes", e);
		} catch (SocketException e) {
			assertThat(e).hasMessageFindingMatch("reset|Broken pipe");
		}
	}

	@Test
	void everyPrefixOfEveryPduEndsInTheEndOfTheConnection() throws IOException {
		for (byte[] vector : VECTORS.values()) {
			for (int length = 0; length < vector.length; length += length < 32 ? 1 : 5) {
				byte[] prefix = Arrays.copyOf(vector, length);
				try (RawPeer peer = RawPeer.connect(server.port())) {
					sendAndLeave(peer, prefix);
				}
				try (RawPeer peer = RawPeer.bound(server.port())) {
					sendAndLeave(peer, prefix);
				}
			}
		}
		server.answersTheNextClient();
	}

	@Test
	void corruptedPdusDoNotHarmTheServer() throws Exception {
		SplittableRandom random = new SplittableRandom(20261124);
		List<byte[]> vectors = new ArrayList<>(VECTORS.values());
		byte[] echo = Bytes.request(2, 0, Bytes.counted(new byte[40]));
		byte[] wait = Bytes.request(3, 2, new byte[0]);
		vectors.addAll(List.of(Bytes.bind(5840, 0, 3), echo, wait, echo, wait));
		for (int round = 0; round < 1500; round++) {
			byte[] bytes = vectors.get(random.nextInt(vectors.size())).clone();
			for (int i = random.nextInt(3); i >= 0; i--) {
				bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
			}
			try (RawPeer peer = random.nextBoolean()
					? RawPeer.bound(server.port())
					: RawPeer.connect(server.port())) {
				if (round % 4 == 0) {
					sendAndLeave(peer, bytes, bytes, echo);
				} else {
					peer.send(bytes);
				}
			}
		}
		server.answersTheNextClient();
		EchoServer.await(() -> server.server().connections() == 0);
		assertThat(server.server().clients()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
			"\u0016\u0003\u0001\u0002\u0000\u0001fc0303......",
			"SSH-2.0-OpenSSH_9.2\r\n", "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"
					+ "\u0000\u0000\u0000" })
	void whoSpeaksAnotherProtocolIsHungUpOn(String hello) throws IOException {
		try (RawPeer peer = RawPeer.connect(server.port())) {
			peer.send(hello.getBytes(StandardCharsets.ISO_8859_1));
			assertThat(peer.isEnded()).isTrue();
		}
		server.answersTheNextClient();
	}

	@Test
	void aClientThatStopsInTheMiddleIsClosed() throws Exception {
		restart(EchoServer.impatient());
		byte[] bind = Bytes.bind(5840, 0, Bytes.WHOLE);
		byte[] request = Bytes.request(2, 0, Bytes.counted(new byte[100]));
		try (RawPeer silent = RawPeer.connect(server.port());
				RawPeer inBind = RawPeer.connect(server.port());
				RawPeer inHeader = RawPeer.bound(server.port());
				RawPeer inRequest = RawPeer.bound(server.port());
				RawPeer betweenFragments = RawPeer.bound(server.port());
				RawPeer bound = RawPeer.bound(server.port())) {
			inBind.send(Arrays.copyOf(bind, 40));
			inHeader.send(Arrays.copyOf(request, 10));
			inRequest.send(Arrays.copyOf(request, 100));
			betweenFragments.send(Bytes.request(Bytes.FIRST, 2, 0, 0, new byte[8]));
			server.answersTheNextClient();
			for (RawPeer peer : List.of(silent, inBind, inHeader, inRequest, betweenFragments)) {
				assertThat(peer.isEnded()).isTrue();
			}
			assertThat(bound.send(request).receive().type()).as("who has done nothing wrong stays")
					.isEqualTo(Bytes.RESPONSE);
		}
	}

	@Test
	void aClientThatDoesNotReadIsNotWorkedForAndInTheEndClosed() throws Exception {
		restart(new RpcServerLimits(20, 20, 256, 1 << 22, 1 << 26, 64L << 20, Duration.ofSeconds(30),
				Duration.ofMillis(700)));
		try (RawPeer lazy = RawPeer.bound(server.port())) {
			for (int call = 2; call < 150; call++) {
				lazy.send(Bytes.request(call, 6, Bytes.little().u32(4 << 20).toByteArray()));
			}
			server.answersTheNextClient();
			EchoServer.await(() -> server.server().connections() == 0);
		}
		assertThat(server.server().unsent().used()).isZero();
		server.answersTheNextClient();
	}

	@Test
	void aSlowReaderGetsEverythingAndItsCallsAreNotExecutedAllAtOnce() throws Exception {
		int calls = 64;
		Bytes requests = Bytes.little();
		for (int call = 2; call < 2 + calls; call++) {
			requests.raw(Bytes.request(call, 6, Bytes.little().u32(1 << 20).toByteArray()));
		}
		try (RawPeer slow = RawPeer.bound(server.port())) {
			slow.send(requests.toByteArray());
			EchoServer.await(() -> server.server().unsent().used() > 0);
			server.answersTheNextClient();
			assertThat(server.server().unsent().used()).as("calls after the first ones wait").isLessThan(20L << 20);
			int ended = 0;
			while (ended < calls) {
				RawPdu part = slow.receive();
				assertThat(part.type()).isEqualTo(Bytes.RESPONSE);
				ended += (part.flags() & Bytes.LAST) != 0 ? 1 : 0;
			}
			EchoServer.await(() -> server.server().unsent().used() == 0);
		}
	}

	@Test
	void whoIsBehindWhenTooMuchIsUnsentIsDisconnectedAndReadersAreServed() throws Exception {
		restart(new RpcServerLimits(20, 20, 256, 1 << 22, 1 << 26, 512 << 10, Duration.ofSeconds(60),
				Duration.ofSeconds(60)));
		try (RawPeer lazy = RawPeer.bound(server.port())) {
			for (int call = 2; call < 102; call++) {
				lazy.send(Bytes.request(call, 6, Bytes.little().u32(300_000).toByteArray()));
			}
			EchoServer.await(() -> server.server().connections() == 0);
		}
		assertThat(server.server().unsent().used()).isZero();
		try (RawPeer reader = RawPeer.bound(server.port())) {
			reader.send(Bytes.request(2, 6, Bytes.little().u32(4 << 20).toByteArray()));
			RawPdu part;
			do {
				part = reader.receive();
				assertThat(part.type()).as("also more than may be unsent").isEqualTo(Bytes.RESPONSE);
			} while ((part.flags() & Bytes.LAST) == 0);
		}
	}

	@Test
	void unfinishedRequestsShareABudget() throws Exception {
		restart(new RpcServerLimits(50, 50, 256, 1 << 22, 1 << 20, 1 << 26, Duration.ofSeconds(30),
				Duration.ofSeconds(30)));
		byte[] part = new byte[60_000];
		try (RawPeer one = RawPeer.bound(server.port()); RawPeer two = RawPeer.bound(server.port())) {
			one.send(Bytes.request(Bytes.FIRST, 2, 0, 0, part));
			for (int i = 0; i < 16; i++) {
				one.send(Bytes.request(0, 2, 0, 0, part));
			}
			EchoServer.await(() -> server.server().assembling().used() == 17 * 60_000);
			RawPdu fault = two.send(Bytes.request(Bytes.FIRST, 2, 0, 0, part)).receive();
			assertThat(fault.status()).isEqualTo(0x1C00001B);
			assertThat(fault.flags()).isEqualTo(Bytes.WHOLE | Bytes.DID_NOT_EXECUTE);
			server.answersTheNextClient();
		}
		EchoServer.await(() -> server.server().assembling().used() == 0);
	}

	@Test
	void halfOpenConnectionsMakeRoomForNewOnes() throws Exception {
		restart(new RpcServerLimits(20, 20, 16, 1 << 22, 1 << 26, 1 << 26, Duration.ofSeconds(30),
				Duration.ofSeconds(30)));
		List<Socket> halfOpen = new ArrayList<>();
		try {
			for (int i = 0; i < 200; i++) {
				halfOpen.add(new Socket("127.0.0.1", server.port()));
			}
			server.answersTheNextClient();
			assertThat(server.server().connections()).isLessThanOrEqualTo(20);
		} finally {
			for (Socket socket : halfOpen) {
				socket.close();
			}
		}
	}

	@Test
	void clientsThatHaveBoundKeepTheirPlaceWhenAllAreTaken() throws Exception {
		restart(new RpcServerLimits(4, 3, 16, 1 << 22, 1 << 26, 1 << 26, Duration.ofSeconds(30),
				Duration.ofSeconds(30)));
		try (RawPeer one = RawPeer.bound(server.port());
				RawPeer two = RawPeer.bound(server.port());
				RawPeer three = RawPeer.bound(server.port());
				RawPeer four = RawPeer.connect(server.port())) {
			assertThat(four.isEnded()).as("one too many of this address").isTrue();
			try (RawPeer other = RawPeer.connectFrom("127.0.0.2", server.port())) {
				assertThat(other.send(Bytes.bind(5840, 0, 3)).receive().type()).isEqualTo(Bytes.BIND_ACK);
			}
			for (RawPeer peer : List.of(one, two, three)) {
				assertThat(peer.send(Bytes.request(2, 0, Bytes.counted(new byte[1]))).receive().type())
						.isEqualTo(Bytes.RESPONSE);
			}
		}
	}

	@Test
	void aThousandQuickConnectionsLeaveNothingBehind() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> clients = new ArrayList<>();
			for (int i = 0; i < 1000; i++) {
				int kind = i % 4;
				clients.add(pool.submit(() -> {
					quick(kind);
					return null;
				}));
			}
			for (Future<?> client : clients) {
				client.get(30, TimeUnit.SECONDS);
			}
		} finally {
			pool.shutdownNow();
		}
		server.answersTheNextClient();
		EchoServer.await(() -> server.server().connections() == 0 && server.server().clients() == 0);
		assertThat(server.rundowns()).isEqualTo(250);
	}

	private void quick(int kind) throws IOException {
		try (RawPeer peer = kind < 2 ? RawPeer.connect(server.port()) : RawPeer.bound(server.port())) {
			if (kind == 1) {
				peer.socket().setSoLinger(true, 0);
			} else if (kind == 2) {
				peer.send(Bytes.request(2, 2, new byte[0])).receive();
			} else if (kind == 3) {
				byte[] stub = Bytes.counted(new byte[]{ 1, 2, 3 });
				assertThat(peer.send(Bytes.request(2, 0, stub)).receive().stub()).isEqualTo(stub);
			}
		}
	}
}
