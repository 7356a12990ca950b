package dev.quayside.rpc.client;

import static dev.quayside.rpc.client.FakeServer.acceptBind;
import static dev.quayside.rpc.client.FakeServer.ack;
import static dev.quayside.rpc.client.FakeServer.echo;
import static dev.quayside.rpc.client.FakeServer.echoAll;
import static dev.quayside.rpc.client.FakeServer.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcTimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Which connections the client opens, in which group, and when it leaves one alone. */
@Timeout(60)
class ConnectionGroupTest {

	private final ExecutorService pool = Executors.newCachedThreadPool();
	private final BlockingQueue<Integer> groups = new LinkedBlockingQueue<>();
	private final BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();

	@AfterEach
	void stop() {
		pool.shutdownNow();
	}

	private static int group(RawPdu bind) {
		return bind.u32(20);
	}

	private RawPdu next() throws InterruptedException {
		RawPdu pdu = seen.poll(20, TimeUnit.SECONDS);
		assertThat(pdu).as("something from the client").isNotNull();
		return pdu;
	}

	@Test
	void withoutMultiplexingASecondCallTakesAConnectionOfTheSameGroup() throws Exception {
		CountDownLatch bothHere = new CountDownLatch(2);
		try (FakeServer server = new FakeServer((client, number) -> {
			groups.add(group(acceptBind(client, 0, 2)));
			RawPdu request = client.receive();
			bothHere.countDown();
			bothHere.await();
			client.send(response(request.callId(), request.stub()));
			echoAll(client);
		}); RpcClient client = server.client()) {
			Future<byte[]> one = pool.submit(() -> echo(client, 1));
			Future<byte[]> two = pool.submit(() -> echo(client, 2));
			assertThat(one.get(20, TimeUnit.SECONDS)).containsExactly(1);
			assertThat(two.get(20, TimeUnit.SECONDS)).containsExactly(2);
			assertThat(groups).containsExactlyInAnyOrder(0, FakeServer.GROUP);
			for (int i = 0; i < 10; i++) {
				assertThat(echo(client, i)).containsExactly(i);
			}
			assertThat(server.connections()).as("free connections are used again").isEqualTo(2);
			server.check();
		}
	}

	@Test
	void withoutMultiplexingARequestWaitsForTheWholeResponse() throws Exception {
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client, 0, 2);
			while (true) {
				RawPdu request = client.receive();
				client.socket().setSoTimeout(20);
				assertThatThrownBy(client::receive).as("nothing else meanwhile").isInstanceOf(IOException.class);
				client.socket().setSoTimeout(20_000);
				client.send(response(request.callId(), request.stub()));
			}
		}); RpcClient client = server.client(Duration.ofSeconds(20), 3)) {
			List<Future<byte[]>> calls = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				int value = i;
				calls.add(pool.submit(() -> echo(client, value)));
			}
			for (int i = 0; i < 30; i++) {
				assertThat(calls.get(i).get(20, TimeUnit.SECONDS)).containsExactly(i);
			}
			assertThat(server.connections()).isBetween(2, 3);
			server.check();
		}
	}

	@Test
	void aCallThatGetsNoConnectionEndsAtItsTimeLimit() throws Exception {
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client, 0, 2);
			seen.add(client.receive());
			client.isEnded();
		}); RpcClient client = server.client(Duration.ofSeconds(20), 1)) {
			pool.submit(() -> echo(client, 1));
			next();
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[0],
					new CallOptions(Duration.ofMillis(200), new Cancellation())))
					.isInstanceOf(RpcTimeoutException.class).hasMessageContaining("busy");
		}
	}

	@Test
	void afterAShutdownTheGroupLivesOnInANewConnectionAndTheOldOneIsClosed() throws Exception {
		BlockingQueue<String> events = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((client, number) -> {
			groups.add(group(acceptBind(client)));
			RawPdu request = client.receive();
			if (number == 1) {
				client.send(Bytes.little().pdu(Bytes.SHUTDOWN, Bytes.WHOLE, 0));
				client.send(response(request.callId(), request.stub()));
				events.add(client.isEnded() ? "closed" : "a further request");
			} else {
				events.add("replaced");
				client.send(response(request.callId(), request.stub()));
				echoAll(client);
			}
		}); RpcClient client = server.client()) {
			assertThat(echo(client, 1)).containsExactly(1);
			assertThat(echo(client, 2)).containsExactly(2);
			assertThat(groups).containsExactly(0, FakeServer.GROUP);
			assertThat(List.of(events.poll(20, TimeUnit.SECONDS), events.poll(20, TimeUnit.SECONDS)))
					.containsExactlyInAnyOrder("replaced", "closed");
			server.check();
		}
	}

	@Test
	void whenTheGroupHasEndedOnTheServerANewOneBegins() throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		try (FakeServer server = new FakeServer((client, number) -> {
			RawPdu bind = client.receive();
			groups.add(group(bind));
			client.send(group(bind) == 0 ? ack(bind, number, 0, 0) : nak(bind));
			RawPdu request = client.receive();
			if (number == 1) {
				client.send(Bytes.little().pdu(Bytes.SHUTDOWN, Bytes.WHOLE, 0),
						response(request.callId(), request.stub()));
				client.close();
				closed.countDown();
			} else {
				client.send(response(request.callId(), request.stub()));
				echoAll(client);
			}
		}); RpcClient client = server.client()) {
			assertThat(echo(client, 1)).containsExactly(1);
			closed.await();
			assertThat(echo(client, 2)).containsExactly(2);
			assertThat(groups).containsExactly(0, 1, 0);
			server.check();
		}
	}

	@Test
	void whereALivingGroupCannotBeJoinedTheCallFails() throws Exception {
		try (FakeServer server = new FakeServer((client, number) -> {
			RawPdu bind = client.receive();
			client.send(group(bind) == 0 ? ack(bind, number, 0, 0) : nak(bind));
			seen.add(client.receive());
			client.isEnded();
		}); RpcClient client = server.client()) {
			pool.submit(() -> echo(client, 1));
			next();
			assertThatThrownBy(() -> echo(client, 2)).isInstanceOf(RpcBindException.class);
			assertThat(server.connections()).isEqualTo(2);
		}
	}

	private static byte[] nak(RawPdu bind) {
		return Bytes.little().raw("0000 01 0500 000000").pdu(Bytes.BIND_NAK, Bytes.WHOLE, bind.callId());
	}

	@Test
	void aConnectionThatTheServerClosedInSilenceIsNoticedBeforeTheNextCall() throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		try (FakeServer server = new FakeServer((client, number) -> {
			groups.add(group(acceptBind(client)));
			RawPdu request = client.receive();
			client.send(response(request.callId(), request.stub()));
			if (number == 1) {
				client.close();
				closed.countDown();
			} else {
				client.isEnded();
			}
		}); RpcClient client = server.client()) {
			assertThat(echo(client, 1)).containsExactly(1);
			closed.await();
			Thread.sleep(300);
			assertThat(echo(client, 2)).containsExactly(2);
			assertThat(groups).as("nothing to join").containsExactly(0, 0);
		}
	}

	@Test
	void theFirstConnectionIsOpenedAloneSoThatAllJoinItsGroup() throws Exception {
		try (FakeServer server = new FakeServer((client, number) -> {
			groups.add(group(acceptBind(client, 0, 2)));
			echoSlowly(client);
		}); RpcClient client = server.client(Duration.ofSeconds(20), 8)) {
			List<Future<byte[]>> calls = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				calls.add(pool.submit(() -> echo(client, 7)));
			}
			for (Future<byte[]> call : calls) {
				assertThat(call.get(20, TimeUnit.SECONDS)).containsExactly(7);
			}
			assertThat(groups.stream().filter(group -> group == 0)).hasSize(1);
			assertThat(groups.stream().filter(group -> group != 0)).allMatch(group -> group == FakeServer.GROUP);
		}
	}

	private static void echoSlowly(RawPeer client) throws IOException {
		while (true) {
			RawPdu request = client.receive();
			client.socket().setSoTimeout(50);
			assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
			client.socket().setSoTimeout(20_000);
			client.send(response(request.callId(), request.stub()));
		}
	}
}
