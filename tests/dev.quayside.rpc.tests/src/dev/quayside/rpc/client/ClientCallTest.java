package dev.quayside.rpc.client;

import static dev.quayside.rpc.client.FakeServer.acceptBind;
import static dev.quayside.rpc.client.FakeServer.echo;
import static dev.quayside.rpc.client.FakeServer.echoAll;
import static dev.quayside.rpc.client.FakeServer.fault;
import static dev.quayside.rpc.client.FakeServer.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Calls of the client to a server that lays out bytes by hand. */
@Timeout(60)
class ClientCallTest {

	/** Answers one request. */
	@FunctionalInterface
	private interface Answer {

		void give(RawPeer client, RawPdu request) throws IOException;
	}

	private final ExecutorService pool = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		pool.shutdownNow();
	}

	/** Answers the very first request so, and whatever comes then with its own stub data. */
	private static FakeServer answering(Answer answer) throws IOException {
		return new FakeServer((client, number) -> {
			acceptBind(client);
			if (number == 1) {
				answer.give(client, client.receive());
			}
			echoAll(client);
		});
	}

	private static void assertCallFails(Answer answer, Class<? extends RpcException> expected, String words)
			throws IOException {
		try (FakeServer server = answering(answer); RpcClient client = server.client()) {
			assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(expected).hasMessageContaining(words);
			assertThat(echo(client, 2)).as("the client recovers").containsExactly(2);
			server.check();
		}
	}

	@Test
	void aRequestIsCutAsTheServerWishes() throws Exception {
		BlockingQueue<RawPdu> requests = new LinkedBlockingQueue<>();
		byte[] bytes = new byte[4000];
		new Random(1).nextBytes(bytes);
		try (FakeServer server = new FakeServer((client, number) -> {
			RawPdu bind = client.receive();
			byte[] ack = FakeServer.ack(bind, 5, 0, 0);
			client.send(Bytes.little().raw(Arrays.copyOf(ack, 16)).u16(1500).u16(1500)
					.raw(Arrays.copyOfRange(ack, 20, ack.length)).toByteArray());
			RawPdu request;
			do {
				request = client.receive();
				requests.add(request);
			} while ((request.flags() & Bytes.LAST) == 0);
			client.send(response(request.callId(), Bytes.counted(bytes)));
		}); RpcClient client = server.client()) {
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, bytes)).isEqualTo(bytes);
		}
		byte[] stub = Bytes.counted(bytes);
		int[] lengths = { 1472, 1472, 1060 };
		int from = 0;
		for (int i = 0; i < 3; i++) {
			RawPdu request = requests.poll();
			byte[] part = Arrays.copyOfRange(stub, from, from + lengths[i]);
			int flags = i == 0 ? Bytes.FIRST : i == 2 ? Bytes.LAST : 0;
			assertThat(request.bytes()).isEqualTo(Bytes.request(flags, 2, 0, stub.length - from, part));
			from += lengths[i];
		}
		assertThat(requests).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 8, 1408, 5816 })
	void aResponseMayComeInFragmentsOfAnyLength(int each) throws IOException {
		byte[] bytes = new byte[each < 8 ? 300 : 200_000];
		new Random(each).nextBytes(bytes);
		byte[] stub = Bytes.counted(bytes);
		try (FakeServer server = answering((client, request) -> {
			for (int from = 0; from < stub.length; from += each) {
				int to = Math.min(stub.length, from + each);
				int flags = (from == 0 ? Bytes.FIRST : 0) | (to == stub.length ? Bytes.LAST : 0);
				client.send(response(flags, request.callId(), stub.length, Arrays.copyOfRange(stub, from, to)));
			}
		}); RpcClient client = server.client()) {
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[0])).isEqualTo(bytes);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 5, 1000, Integer.MAX_VALUE })
	void aHintIsNotBelieved(long hint) throws IOException {
		try (FakeServer server = answering((client, request) -> {
			client.send(response(Bytes.FIRST, request.callId(), hint, Bytes.hex("01000000")));
			client.send(response(Bytes.LAST, request.callId(), hint, Bytes.hex("2a")));
		}); RpcClient client = server.client()) {
			assertThat(echo(client, 1)).containsExactly(42);
		}
	}

	@Test
	void aBigEndianResponseInFragmentsIsUnderstood() throws IOException {
		try (FakeServer server = answering((client, request) -> {
			client.send(Bytes.in(ByteOrder.BIG_ENDIAN).u32(0).u16(0).u16(0).u32(2).pdu(Bytes.RESPONSE, Bytes.FIRST,
					request.callId()));
			client.send(Bytes.in(ByteOrder.BIG_ENDIAN).u32(0).u16(0).u16(0).raw("0a0b").pdu(Bytes.RESPONSE,
					Bytes.LAST, request.callId()));
		}); RpcClient client = server.client()) {
			assertThat(echo(client, 1)).containsExactly(10, 11);
		}
	}

	@Test
	void fragmentsOfSeveralResponsesMayAlternate() throws Exception {
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			int one = client.receive().callId();
			int two = client.receive().callId();
			client.send(response(Bytes.FIRST, one, 0, Bytes.hex("02000000 01")),
					response(Bytes.FIRST, two, 0, Bytes.hex("01000000")), response(Bytes.LAST, two, 0, Bytes.hex("03")),
					response(Bytes.LAST, one, 0, Bytes.hex("02")));
			client.isEnded();
		}); RpcClient client = server.client().connect(Echo.INTERFACE)) {
			Future<byte[]> one = pool.submit(() -> echo(client, 1));
			Future<byte[]> two = pool.submit(() -> echo(client, 2));
			assertThat(List.of(one.get(20, TimeUnit.SECONDS), two.get(20, TimeUnit.SECONDS)))
					.containsExactlyInAnyOrder(new byte[]{ 1, 2 }, new byte[]{ 3 });
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void callIdsGrowInTheOrderOfTheWireHoweverManyCall() throws Exception {
		BlockingQueue<Integer> ids = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			while (true) {
				RawPdu request = client.receive();
				ids.add(request.callId());
				client.send(response(request.callId(), request.stub()));
			}
		}); RpcClient client = server.client()) {
			List<Future<?>> callers = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				int value = i;
				callers.add(pool.submit(() -> {
					for (int round = 0; round < 100; round++) {
						assertThat(echo(client, value)).containsExactly(value);
					}
					return null;
				}));
			}
			for (Future<?> caller : callers) {
				caller.get(30, TimeUnit.SECONDS);
			}
		}
		assertThat(new ArrayList<>(ids)).hasSize(800).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void aFaultKeepsItsStatusAndTheConnection() throws IOException {
		try (FakeServer server = answering((client, request) -> client.send(fault(request.callId(), 0xC00E0003)));
				RpcClient client = server.client()) {
			assertThatThrownBy(() -> echo(client, 1)).isInstanceOfSatisfying(RpcFaultException.class,
					e -> assertThat(e.status()).isEqualTo(new FaultStatus(0xC00E0003)));
			assertThat(echo(client, 2)).containsExactly(2);
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void aStatusThatServersMustNotSendIsAProtocolError() throws IOException {
		assertCallFails((client, request) -> client.send(fault(request.callId(), 0)), RpcProtocolException.class,
				"0x00000000");
		assertCallFails((client, request) -> client.send(fault(request.callId(), 0xC0000005)),
				RpcProtocolException.class, "0xC0000005");
	}

	@Test
	void answersThatFitNoRequestAreProtocolErrors() throws IOException {
		assertCallFails((client, request) -> client.send(response(request.callId() + 1, request.stub())),
				RpcProtocolException.class, "never made");
		assertCallFails((client, request) -> client.send(request.bytes()), RpcProtocolException.class, "REQUEST");
		assertCallFails((client, request) -> client.send(Bytes.little().raw("d016 d016 00000000 0000 0000 00000000")
				.pdu(Bytes.BIND_ACK, 3, request.callId())), RpcProtocolException.class, "BIND_ACK");
		assertCallFails((client, request) -> client.send(response(Bytes.LAST, request.callId(), 0, request.stub())),
				RpcProtocolException.class, "out of order");
		assertCallFails((client, request) -> {
			byte[] first = response(Bytes.FIRST, request.callId(), 0, request.stub());
			client.send(first, first);
		}, RpcProtocolException.class, "out of order");
		assertCallFails(
				(client, request) -> client.send(response(3, request.callId(), 0x80000000L, request.stub())),
				RpcProtocolException.class, "2147483648");
		assertCallFails((client, request) -> client.send(Bytes.little().u32(0).u16(0).u16(0).raw(request.stub())
				.raw("0a060000 00000000").raw(new byte[16]).pdu(Bytes.RESPONSE, 3, request.callId(), 16)),
				RpcProtocolException.class, "authentic");
	}

	@Test
	void aFragmentLongerThanAgreedIsAProtocolError() throws IOException {
		assertCallFails((client, request) -> client.send(response(request.callId(), new byte[5840])),
				RpcProtocolException.class, "5864");
	}

	@Test
	void stubDataThatDoesNotFitIsAProtocolErrorAndTheConnectionGoesOn() throws IOException {
		try (FakeServer server = answering(
				(client, request) -> client.send(response(request.callId(), Bytes.hex("ffffffff 01"))));
				RpcClient client = server.client()) {
			assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(RpcProtocolException.class)
					.hasMessageContaining("4294967295");
			assertThat(echo(client, 2)).containsExactly(2);
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void aResponseOfSixteenMegabytesIsTakenAndALongerOneIsNot() throws IOException {
		byte[] part = new byte[5816];
		for (int length : new int[]{ 16 * 1024 * 1024, 16 * 1024 * 1024 + 1 }) {
			try (FakeServer server = answering((client, request) -> {
				client.send(response(Bytes.FIRST, request.callId(), 0, Bytes.little().u32(length - 4).toByteArray()));
				for (int left = length - 4; left > 0; left -= part.length) {
					client.send(response(left <= part.length ? Bytes.LAST : 0, request.callId(), 0,
							left < part.length ? new byte[left] : part));
				}
			}); RpcClient client = server.client()) {
				if (length > 16 * 1024 * 1024) {
					assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(RpcProtocolException.class)
							.hasMessageContaining("longer");
				} else {
					assertThat(echo(client, 1)).hasSize(length - 4);
				}
			}
		}
	}
}
