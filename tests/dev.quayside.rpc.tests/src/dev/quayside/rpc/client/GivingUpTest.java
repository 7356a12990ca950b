package dev.quayside.rpc.client;

import static dev.quayside.rpc.client.FakeServer.acceptBind;
import static dev.quayside.rpc.client.FakeServer.echo;
import static dev.quayside.rpc.client.FakeServer.echoAll;
import static dev.quayside.rpc.client.FakeServer.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RpcTimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** How the client gives a call up, and what becomes of the connection ([MS-RPCE] 3.3.1.5.10). */
@Timeout(60)
class GivingUpTest {

	private final ExecutorService pool = Executors.newCachedThreadPool();
	private final BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();

	@AfterEach
	void stop() {
		pool.shutdownNow();
	}

	private RawPdu next() throws InterruptedException {
		RawPdu pdu = seen.poll(20, TimeUnit.SECONDS);
		assertThat(pdu).as("something from the client").isNotNull();
		return pdu;
	}

	@Test
	void whereTheServerKeepsTheConnectionACallIsOrphanedAndTheConnectionGoesOn() throws Exception {
		for (int flags : new int[]{ 0, Bytes.MULTIPLEX }) {
			try (FakeServer server = orphaning(flags, 2); RpcClient client = server.client()) {
				giveUp(client);
				RawPdu request = next();
				RawPdu orphaned = next();
				assertThat(orphaned.bytes())
						.isEqualTo(Bytes.little().pdu(Bytes.ORPHANED, Bytes.WHOLE, request.callId()));
				assertThat(echo(client, 2)).containsExactly(2);
				assertThat(server.connections()).isEqualTo(1);
				server.check();
				seen.clear();
			}
		}
	}

	@Test
	void whereItDoesNotTheServerIsAskedToCancelAndItsLateAnswerIsDropped() throws Exception {
		for (int features : new int[]{ 0, -1 }) {
			try (FakeServer server = orphaning(Bytes.MULTIPLEX, features); RpcClient client = server.client()) {
				giveUp(client);
				RawPdu request = next();
				RawPdu cancel = next();
				assertThat(cancel.bytes()).isEqualTo(Bytes.little().pdu(Bytes.CANCEL, Bytes.WHOLE, request.callId()));
				assertThat(echo(client, 2)).containsExactly(2);
				assertThat(echo(client, 3)).containsExactly(3);
				assertThat(server.connections()).isEqualTo(1);
				server.check();
				seen.clear();
			}
		}
	}

	@Test
	void anExclusiveConnectionWithACancelledCallIsUsedAgainWhenItsAnswerHasCome() throws Exception {
		CountDownLatch answerNow = new CountDownLatch(1);
		CyclicBarrier both = new CyclicBarrier(2);
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client, 0, 0);
			RawPdu request = client.receive();
			if (number == 1) {
				seen.add(request);
				seen.add(client.receive());
				answerNow.await();
				client.send(response(request.callId(), Bytes.hex("01000000 63")));
				seen.add(request);
			} else {
				client.send(response(request.callId(), request.stub()));
			}
			request = client.receive();
			both.await(20, TimeUnit.SECONDS);
			client.send(response(request.callId(), request.stub()));
			client.isEnded();
		}); RpcClient client = server.client(Duration.ofSeconds(20), 2)) {
			giveUp(client);
			next();
			assertThat(next().type()).isEqualTo(Bytes.CANCEL);
			assertThat(echo(client, 2)).containsExactly(2);
			assertThat(server.connections()).as("the first is still busy").isEqualTo(2);
			answerNow.countDown();
			next();
			Future<byte[]> one = pool.submit(() -> echo(client, 1));
			assertThat(echo(client, 3)).as("at the same time, on the other connection").containsExactly(3);
			assertThat(one.get(20, TimeUnit.SECONDS)).containsExactly(1);
			server.check();
		}
	}

	/** The first request gets its answer only with the one after the next PDU; the rest are echoed. */
	private FakeServer orphaning(int flags, int features) throws IOException {
		return new FakeServer((client, number) -> {
			acceptBind(client, flags, features);
			RawPdu request = client.receive();
			seen.add(request);
			RawPdu notice = client.receive();
			seen.add(notice);
			RawPdu further = client.receive();
			client.send(response(request.callId(), Bytes.hex("01000000 63")),
					response(further.callId(), further.stub()));
			echoAll(client);
		});
	}

	private static void giveUp(RpcClient client) {
		assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[]{ 1 },
				new CallOptions(Duration.ofMillis(100), new Cancellation()))).isInstanceOf(RpcTimeoutException.class);
	}
}
