package dev.quayside.rpc.client;

import static dev.quayside.rpc.client.FakeServer.acceptBind;
import static dev.quayside.rpc.client.FakeServer.ack;
import static dev.quayside.rpc.client.FakeServer.echo;
import static dev.quayside.rpc.client.FakeServer.echoAll;
import static dev.quayside.rpc.client.FakeServer.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the client proposes, and what it makes of the answers, told by a server that lays out bytes by hand. */
@Timeout(60)
class ClientBindTest {

	private static final String NO_SYNTAX = "00000000000000000000000000000000 00000000";

	private static void assertBindFails(FakeServer.Script script, Class<? extends RpcException> expected,
			String... words) throws IOException {
		try (FakeServer server = new FakeServer(script); RpcClient client = server.client()) {
			assertThatThrownBy(() -> client.connect(Echo.INTERFACE)).isInstanceOf(expected)
					.satisfies(e -> Arrays.stream(words).forEach(word -> assertThat(e).hasMessageContaining(word)));
			server.check();
		}
	}

	@Test
	void theBindProposesNdrFeaturesAndMultiplexing() throws Exception {
		BlockingQueue<RawPdu> binds = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((client, number) -> binds.add(acceptBind(client)));
				RpcClient client = server.client().connect(Echo.INTERFACE)) {
			byte[] expected = Bytes.little().u16(5840).u16(5840).u32(0).raw("02000000") //
					.context(0, Echo.INTERFACE, Bytes.NDR20, 2)
					.context(1, Echo.INTERFACE, "6cb71c2c-9812-4540-0300-000000000000", 1)
					.pdu(Bytes.BIND, Bytes.WHOLE | Bytes.MULTIPLEX, 1);
			assertThat(binds.poll(10, TimeUnit.SECONDS).bytes()).isEqualTo(expected);
		}
	}

	@Test
	void aFurtherInterfaceIsNegotiatedOnce() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			while (true) {
				RawPdu pdu = client.receive();
				seen.add(pdu);
				client.send(pdu.type() == Bytes.ALTER_CONTEXT
						? ack(pdu, FakeServer.GROUP, 0, 0)
						: FakeServer.response(pdu.callId(), pdu.stub()));
			}
		}); RpcClient client = server.client()) {
			echo(client, 1);
			for (int i = 0; i < 3; i++) {
				client.channel(Echo.OTHER).call(Echo.ECHO, new byte[0]);
			}
			assertThat(seen.stream().map(RawPdu::type)).containsExactly(Bytes.REQUEST, Bytes.ALTER_CONTEXT,
					Bytes.REQUEST, Bytes.REQUEST, Bytes.REQUEST);
			seen.poll();
			RawPdu alter = seen.poll();
			assertThat(alter.bytes()).isEqualTo(Bytes.little().u16(5840).u16(5840).u32(FakeServer.GROUP)
					.raw("01000000").context(2, Echo.OTHER, Bytes.NDR20, 2)
					.pdu(Bytes.ALTER_CONTEXT, Bytes.WHOLE, alter.callId()));
			assertThat(seen.poll().u16(20)).as("context").isEqualTo(2);
		}
	}

	@Test
	void aServerThatKnowsNothingOfFeaturesWillDo() throws IOException {
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client, 0, -1);
			echoAll(client);
		}); RpcClient client = server.client()) {
			assertThat(echo(client, 8)).containsExactly(8);
		}
	}

	@Test
	void aServerThatAnswersOneContextOnlyWillDo() throws IOException {
		try (FakeServer server = new FakeServer((client, number) -> {
			RawPdu bind = client.receive();
			client.send(Bytes.little().raw("d016 d016 34120000 0000 0000 01000000 0000 0000").uuid(Bytes.NDR20).u32(2)
					.pdu(Bytes.BIND_ACK, Bytes.WHOLE, bind.callId()));
			echoAll(client);
		}); RpcClient client = server.client()) {
			assertThat(echo(client, 8)).containsExactly(8);
		}
	}

	@Test
	void aBigEndianServerIsUnderstood() throws IOException {
		try (FakeServer server = new FakeServer((client, number) -> {
			RawPdu bind = client.receive();
			client.send(Bytes.in(ByteOrder.BIG_ENDIAN).u16(5840).u16(5840).u32(7).u16(0).u16(0).raw("01000000 00000000")
					.uuid(Bytes.NDR20).u32(2).pdu(Bytes.BIND_ACK, Bytes.WHOLE, bind.callId()));
			RawPdu request = client.receive();
			client.send(Bytes.in(ByteOrder.BIG_ENDIAN).u32(6).u16(0).u16(0).u32(2).raw("0102").pdu(Bytes.RESPONSE, 3,
					request.callId()));
		}); RpcClient client = server.client()) {
			assertThat(echo(client, 8)).containsExactly(1, 2);
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, no reason", "1, congested", "2, resources", "4, version", "8, security provider",
			"9, security provider", "77, reason 77" })
	void aBindNakIsSaidInWords(int reason, String words) throws IOException {
		assertBindFails((client, number) -> {
			RawPdu bind = client.receive();
			client.send(Bytes.little().u16(reason).raw("01 0500 000000").pdu(Bytes.BIND_NAK, 3, bind.callId()));
		}, RpcBindException.class, words);
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "2, 1", "2, 2", "3, 2" })
	void aContextThatIsNotAcceptedIsABindFailure(int result, int reason) throws IOException {
		assertBindFails((client, number) -> {
			RawPdu bind = client.receive();
			client.send(Bytes.little().raw("d016 d016 34120000 0000 0000 01000000").u16(result).u16(reason)
					.raw(NO_SYNTAX).pdu(Bytes.BIND_ACK, 3, bind.callId()));
		}, RpcBindException.class, Echo.INTERFACE.syntax().toString(), "result " + result + ", reason " + reason);
	}

	@Test
	void answersThatFitNoBindAreProtocolErrors() throws IOException {
		assertBindFails((client, number) -> {
			RawPdu bind = client.receive();
			client.send(Bytes.little().raw("d016 d016 34120000 0000 0000 01000000 0000 0000").uuid(Bytes.NDR64).u32(1)
					.pdu(Bytes.BIND_ACK, 3, bind.callId()));
		}, RpcProtocolException.class, "transfer syntax");
		assertBindFails((client, number) -> {
			RawPdu bind = client.receive();
			client.send(Bytes.little().raw("d016 d016 34120000 0000 0000 00000000").pdu(Bytes.BIND_ACK, 3,
					bind.callId()));
		}, RpcProtocolException.class);
		assertBindFails((client, number) -> client.send(FakeServer.response(client.receive().callId(), new byte[8])),
				RpcProtocolException.class);
		assertBindFails((client, number) -> client.send(client.receive().bytes()), RpcProtocolException.class);
		assertBindFails((client, number) -> {
			client.receive();
			client.send(Bytes.little().raw("0000 01 0500 000000").pdu(Bytes.BIND_NAK, 3, 77));
		}, RpcProtocolException.class, "never made");
	}

	@Test
	void aFaultAsAnswerKeepsItsStatus() throws IOException {
		assertBindFails((client, number) -> client.send(fault(client.receive().callId(), 5)), RpcFaultException.class,
				"ERROR_ACCESS_DENIED");
	}

	@Test
	void aServerThatHangsUpOrSpeaksAnotherProtocolIsNamed() throws IOException {
		assertBindFails((client, number) -> client.receive(), RpcConnectException.class, "closed");
		assertBindFails((client, number) -> {
			client.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			client.receive();
			client.isEnded();
		}, RpcProtocolException.class, "HTTP/1.1 400");
	}

	@Test
	void aSilentServerEndsAtTheTimeLimit() throws IOException {
		try (FakeServer server = new FakeServer((client, number) -> {
			client.receive();
			client.isEnded();
		}); RpcClient client = server.client(Duration.ofMillis(300), 1)) {
			assertThatThrownBy(() -> client.connect(Echo.INTERFACE)).isInstanceOf(RpcTimeoutException.class)
					.hasMessageContaining("bind");
		}
	}

	@Test
	void cancellingEndsABindThatIsNotAnswered() throws Exception {
		Cancellation cancellation = new Cancellation();
		CountDownLatch bound = new CountDownLatch(1);
		try (FakeServer server = new FakeServer((client, number) -> {
			client.receive();
			bound.countDown();
			client.isEnded();
		}); RpcClient client = server.client()) {
			new Thread(() -> {
				try {
					bound.await();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				}
				cancellation.cancel();
			}).start();
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1],
					new CallOptions(Duration.ofSeconds(20), cancellation))).isInstanceOf(RpcCancelledException.class);
		}
	}

	@Test
	void everyPrefixOfTheAnswerIsAnErrorOfItsOwn() throws IOException {
		byte[][] answer = new byte[1][];
		try (FakeServer server = new FakeServer((client, number) -> {
			byte[] ack = ack(client.receive(), FakeServer.GROUP, 0, 2);
			answer[0] = ack;
			client.send(Arrays.copyOf(ack, number - 1));
		})) {
			int length = 0;
			do {
				try (RpcClient client = server.client()) {
					assertThatThrownBy(() -> client.connect(Echo.INTERFACE)).isInstanceOf(RpcConnectException.class);
				}
				length++;
			} while (length < answer[0].length);
			try (RpcClient client = server.client()) {
				assertThatCode(() -> client.connect(Echo.INTERFACE)).as("the whole of it").doesNotThrowAnyException();
			}
		}
	}

	@Test
	void corruptedAnswersAreReadOrRefused() throws IOException {
		SplittableRandom random = new SplittableRandom(20261124);
		try (FakeServer server = new FakeServer((client, number) -> {
			byte[] ack = ack(client.receive(), FakeServer.GROUP, 0, 2);
			synchronized (random) {
				ack[random.nextInt(ack.length)] ^= (byte) (1 + random.nextInt(255));
			}
			client.send(ack);
		})) {
			for (int round = 0; round < 400; round++) {
				try (RpcClient client = server.client()) {
					client.connect(Echo.INTERFACE);
				} catch (RpcException e) {
					assertThat(e).hasMessageNotContaining("null");
				}
			}
		}
	}

	@Test
	void everyAddressOfAHostIsTriedInTurn() throws IOException {
		try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			RpcEndpoint endpoint = new RpcEndpoint("two.example", listener.getLocalPort());
			InetAddress deaf = InetAddress.getByName("127.0.0.2");
			InetAddress[] addresses = { deaf, InetAddress.getByName("127.0.0.1") };
			try (Socket socket = Connector.connect(endpoint, addresses, Duration.ofSeconds(10), new Cancellation())) {
				assertThat(socket.getInetAddress()).isEqualTo(addresses[1]);
			}
			assertThatThrownBy(() -> Connector.connect(endpoint, new InetAddress[]{ deaf }, Duration.ofSeconds(10),
					new Cancellation())).isInstanceOf(RpcConnectException.class)
					.hasMessage("Nobody listens at " + endpoint);
		}
	}
}
