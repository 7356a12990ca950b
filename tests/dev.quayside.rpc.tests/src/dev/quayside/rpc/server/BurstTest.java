package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Requests that come at once. */
@Timeout(60)
class BurstTest {

	private static final int ECHO = 0;
	private static final int WAIT = 1;
	private static final int ZEROS = 6;

	private static byte[] burst(byte[]... requests) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] request : requests) {
			all.writeBytes(request);
		}
		return all.toByteArray();
	}

	private static byte[] echo(int callId) {
		return Bytes.request(callId, ECHO, Bytes.counted(new byte[]{ (byte) callId }));
	}

	private static byte[] zeros(int callId, int length) {
		return Bytes.request(callId, ZEROS, Bytes.little().u32(length).toByteArray());
	}

	private static byte[] waiting(int callId) {
		return Bytes.request(callId, WAIT, Bytes.little().u32(1).toByteArray());
	}

	/** So many answers, by call id. */
	private static Map<Integer, RawPdu> receive(RawPeer peer, int count) throws IOException {
		Map<Integer, RawPdu> answers = new HashMap<>();
		for (int i = 0; i < count; i++) {
			RawPdu answer = peer.receive();
			assertThat(answers.put(answer.callId(), answer)).as("one answer each").isNull();
		}
		return answers;
	}

	private static void assertEchoes(Map<Integer, RawPdu> answers, Integer... ids) {
		assertThat(answers).containsOnlyKeys(ids);
		answers.forEach((id, answer) -> {
			assertThat(answer.type()).isEqualTo(Bytes.RESPONSE);
			assertThat(answer.stub()).isEqualTo(Bytes.counted(new byte[]{ id.byteValue() }));
		});
	}

	@Test
	void aCallThatWaitsDoesNotHoldUpThoseThatCameWithIt() throws Exception {
		try (EchoServer server = new EchoServer(); RawPeer peer = RawPeer.bound(server.port())) {
			peer.send(burst(echo(2), waiting(3), echo(4), waiting(5), echo(6)));
			assertEchoes(receive(peer, 3), 2, 4, 6);
			server.answer(9);
			assertThat(receive(peer, 2)).containsOnlyKeys(3, 5);
		}
	}

	/** One that said it was quick, and is not, in whatever place. */
	@Test
	void aCallThatBlocksDoesNotHoldUpThoseThatCameWithIt() throws Exception {
		for (int place = 2; place < 7; place++) {
			CountDownLatch end = new CountDownLatch(1);
			RpcService service = RpcService.of(Echo.INTERFACE)
					.onQuick(Echo.ECHO, (in, call) -> CompletableFuture.completedFuture(in))
					.onQuick(Echo.WAIT, (in, call) -> blocked(end));
			try (RpcServer server = server(service); RawPeer peer = RawPeer.bound(server.localPort())) {
				byte[][] requests = { echo(2), echo(3), echo(4), echo(5), echo(6) };
				requests[place - 2] = waiting(place);
				peer.send(burst(requests));
				Map<Integer, RawPdu> answers = receive(peer, 4);
				assertThat(answers).hasSize(4).doesNotContainKey(place);
				peer.send(burst(echo(7), echo(8), echo(9)));
				assertEchoes(receive(peer, 3), 7, 8, 9);
				end.countDown();
				assertThat(peer.receive().callId()).isEqualTo(place);
			} finally {
				end.countDown();
			}
		}
	}

	private static RpcServer server(RpcService service) throws IOException {
		return RpcServer.start(List.of(service), RpcServerLimits.DEFAULT,
				List.of(new InetSocketAddress("127.0.0.1", 0)));
	}

	private static CompletionStage<Long> blocked(CountDownLatch end) {
		try {
			assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return CompletableFuture.completedFuture(1L);
	}

	@Test
	void callsBeyondTheLimitAreRefusedAndTheOthersAnswered() throws Exception {
		RpcServerLimits limits = new RpcServerLimits(20, 20, 4, 1 << 22, 1 << 26, 1 << 26, Duration.ofSeconds(30),
				Duration.ofSeconds(30));
		try (EchoServer server = new EchoServer(limits); RawPeer peer = RawPeer.bound(server.port())) {
			byte[][] requests = new byte[10][];
			for (int i = 0; i < requests.length; i++) {
				requests[i] = waiting(i + 2);
			}
			peer.send(burst(requests));
			Map<Integer, RawPdu> refused = receive(peer, 6);
			assertThat(refused.values()).allSatisfy(answer -> {
				assertThat(answer.type()).isEqualTo(Bytes.FAULT);
				assertThat(answer.status()).isEqualTo(FaultStatus.TOO_BUSY.code());
			});
			server.answer(1);
			assertThat(receive(peer, 4).values()).allSatisfy(
					answer -> assertThat(answer.type()).isEqualTo(Bytes.RESPONSE));
		}
	}

	@Test
	void whoSendsABurstAndReadsNothingHasLittleExecuted() throws Exception {
		int length = 500_000;
		int calls = 200;
		try (EchoServer server = new EchoServer(); RawPeer peer = RawPeer.connect(server.port())) {
			peer.send(Bytes.bind(65528, 0, Bytes.WHOLE)).receive();
			byte[][] requests = new byte[calls][];
			for (int i = 0; i < calls; i++) {
				requests[i] = zeros(i + 2, length);
			}
			peer.send(burst(requests));
			EchoServer.await(() -> server.server().unsent().used() > 1 << 20);
			server.answersTheNextClient();
			assertThat(server.server().unsent().used()).as("of %d bytes", (long) length * calls)
					.isLessThan((1 << 20) + 20L * length);
			long received = 0;
			while (received < (long) length * calls) {
				RawPdu part = peer.receive();
				assertThat(part.type()).isEqualTo(Bytes.RESPONSE);
				received += part.stub().length - ((part.flags() & Bytes.FIRST) != 0 ? 4 : 0);
			}
			assertThat(received).isEqualTo((long) length * calls);
		}
	}

	@Test
	void largeAndSmallAnswersOfABurstAllArrive() throws Exception {
		try (EchoServer server = new EchoServer(); RawPeer peer = RawPeer.connect(server.port())) {
			peer.send(Bytes.bind(65528, 0, Bytes.WHOLE)).receive();
			int[] lengths = { 1, 40_000, 30_000, 60_000, 2, 65_000, 64_000, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
					15 };
			byte[][] requests = new byte[lengths.length][];
			for (int i = 0; i < lengths.length; i++) {
				requests[i] = zeros(i + 2, lengths[i]);
			}
			peer.send(burst(requests));
			Map<Integer, RawPdu> answers = receive(peer, lengths.length);
			for (int i = 0; i < lengths.length; i++) {
				assertThat(answers.get(i + 2).stub()).hasSize(lengths[i] + 4);
			}
		}
	}

	@Test
	void aBurstThatEndsAnywhereIsAnsweredAsFarAsItIsWhole() throws Exception {
		try (EchoServer server = new EchoServer()) {
			byte[] burst = burst(echo(2), echo(3), echo(4));
			int each = burst.length / 3;
			for (int length = 0; length <= burst.length; length++) {
				try (RawPeer peer = RawPeer.bound(server.port())) {
					peer.send(Arrays.copyOf(burst, length));
					Map<Integer, RawPdu> answers = receive(peer, length / each);
					assertThat(answers).hasSize(length / each);
					peer.socket().shutdownOutput();
					assertThat(peer.isEnded()).isTrue();
				}
			}
			server.answersTheNextClient();
		}
	}
}
