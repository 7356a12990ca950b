package dev.quayside.rpc.client;

import static dev.quayside.rpc.client.FakeServer.acceptBind;
import static dev.quayside.rpc.client.FakeServer.echo;
import static dev.quayside.rpc.client.FakeServer.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcTimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Calls that end badly, and that the client recovers from it. */
@Timeout(60)
class ClientFailureTest {

	private final ExecutorService pool = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		pool.shutdownNow();
	}

	@Test
	void everyPrefixOfAResponseIsALostConnectionAndTheNextCallConnectsAnew() throws IOException {
		byte[] whole = response(2, Bytes.hex("01000000 07"));
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			RawPdu request = client.receive();
			assertThat(request.callId()).isEqualTo(2);
			client.send(Arrays.copyOf(whole, number - 1));
		}); RpcClient client = server.client()) {
			for (int length = 0; length < whole.length; length++) {
				assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(RpcConnectException.class);
			}
			assertThat(echo(client, 1)).containsExactly(7);
			assertThat(server.connections()).isEqualTo(whole.length + 1);
			server.check();
		}
	}

	@Test
	void corruptedResponsesAreReadOrRefused() throws IOException {
		SplittableRandom random = new SplittableRandom(20261124);
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			byte[] answer = response(client.receive().callId(), Bytes.hex("01000000 07"));
			synchronized (random) {
				answer[random.nextInt(answer.length)] ^= (byte) (1 + random.nextInt(255));
			}
			client.send(answer);
		}); RpcClient client = server.client()) {
			for (int round = 0; round < 400; round++) {
				try {
					echo(client, 1);
				} catch (RpcException e) {
					assertThat(e).hasMessageNotContaining("null");
				}
			}
		}
	}

	@Test
	void aServerThatStopsInTheMiddleOfAResponseEndsAtTheTimeLimit() throws IOException {
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			RawPdu request = client.receive();
			client.send(Arrays.copyOf(response(request.callId(), request.stub()), 20));
			client.isEnded();
		}); RpcClient client = server.client(Duration.ofMillis(300), 1)) {
			assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(RpcTimeoutException.class);
		}
	}

	@Test
	void aServerThatDoesNotReadEndsAtTheTimeLimit() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			end.await();
		}); RpcClient client = server.client(Duration.ofMillis(700), 1)) {
			assertLargeRequestFails(client, new Cancellation(), RpcTimeoutException.class);
			end.countDown();
		}
	}

	@Test
	void cancellingEndsARequestThatTheServerDoesNotRead() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		Cancellation cancellation = new Cancellation();
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			client.receive();
			cancellation.cancel();
			end.await();
		}); RpcClient client = server.client()) {
			assertLargeRequestFails(client, cancellation, RpcCancelledException.class);
			end.countDown();
		}
	}

	/** On another thread: writing that hangs cannot be interrupted. */
	private void assertLargeRequestFails(RpcClient client, Cancellation cancellation,
			Class<? extends RpcException> expected) {
		Future<byte[]> call = pool.submit(() -> client.channel(Echo.INTERFACE).call(Echo.ECHO,
				new byte[32 * 1024 * 1024], new CallOptions(Duration.ZERO, cancellation)));
		assertThatThrownBy(() -> call.get(15, TimeUnit.SECONDS)).hasCauseInstanceOf(expected);
	}

	@Test
	void anInterruptCancels() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			client.receive();
			asked.countDown();
			client.isEnded();
		}); RpcClient client = server.client()) {
			Future<Boolean> call = pool.submit(() -> {
				assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(RpcCancelledException.class);
				return Thread.currentThread().isInterrupted();
			});
			asked.await();
			pool.shutdownNow();
			assertThat(call.get(10, TimeUnit.SECONDS)).as("the interrupt is not lost").isTrue();
		}
	}

	@Test
	void closingEndsCallsInFlight() throws Exception {
		CountDownLatch asked = new CountDownLatch(2);
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			client.receive();
			asked.countDown();
			client.receive();
			asked.countDown();
			client.isEnded();
		}); RpcClient client = server.client().connect(Echo.INTERFACE)) {
			List<Future<byte[]>> calls = List.of(pool.submit(() -> echo(client, 1)),
					pool.submit(() -> echo(client, 2)));
			assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
			client.close();
			for (Future<byte[]> call : calls) {
				assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(RpcConnectException.class);
			}
			assertThatThrownBy(() -> echo(client, 3)).isInstanceOf(RpcConnectException.class);
			assertThatCode(client::close).as("again").doesNotThrowAnyException();
		}
	}
}
