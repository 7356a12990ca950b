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
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Several calls of one thread in flight at once, against a server whose every byte is decided here. */
@Timeout(60)
class CallWindowTest {

	private static CallWindow<byte[], byte[]> window(RpcClient client) {
		return window(client, CallOptions.defaults());
	}

	private static CallWindow<byte[], byte[]> window(RpcClient client, CallOptions options) {
		return client.channel(Echo.INTERFACE).window(Echo.ECHO, options);
	}

	/** Starts calls with the numbers from 0 on. */
	private static List<CallWindow.Call<byte[]>> start(CallWindow<byte[], byte[]> window, int count) {
		List<CallWindow.Call<byte[]>> calls = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			calls.add(window.start(new byte[]{ (byte) i }));
		}
		return calls;
	}

	private static List<RawPdu> receive(RawPeer client, int count) throws IOException {
		List<RawPdu> requests = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			requests.add(client.receive());
		}
		return requests;
	}

	@Test
	void answersComeInWhateverOrderAndEachToItsCall() throws Exception {
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			List<RawPdu> requests = receive(client, 5);
			for (int i : new int[]{ 3, 0, 4, 2, 1 }) {
				client.send(response(requests.get(i).callId(), requests.get(i).stub()));
			}
			client.isEnded();
		}); RpcClient client = server.client(); CallWindow<byte[], byte[]> window = window(client)) {
			List<CallWindow.Call<byte[]>> calls = start(window, 5);
			for (int i : new int[]{ 3, 0, 4, 2, 1 }) {
				CallWindow.Call<byte[]> ended = window.next();
				assertThat(ended).isSameAs(calls.get(i));
				assertThat(ended.get()).containsExactly(i);
			}
			assertThat(window.size()).isZero();
			assertThatThrownBy(window::next).isInstanceOf(IllegalStateException.class);
			server.check();
		}
	}

	@Test
	void aCallHasNoAnswerBeforeItsEnd() throws Exception {
		try (FakeServer server = echoing(Bytes.MULTIPLEX);
				RpcClient client = server.client();
				CallWindow<byte[], byte[]> window = window(client)) {
			CallWindow.Call<byte[]> call = window.start(new byte[1]);
			assertThatThrownBy(call::get).isInstanceOf(IllegalStateException.class);
			window.next();
			assertThat(call.get()).hasSize(1);
		}
	}

	private static FakeServer echoing(int flags) throws IOException {
		return new FakeServer((client, number) -> {
			acceptBind(client, flags, 2);
			echoAll(client);
		});
	}

	@Test
	void aFaultEndsOneCallOnly() throws Exception {
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			List<RawPdu> requests = receive(client, 3);
			client.send(response(requests.get(0).callId(), requests.get(0).stub()),
					fault(requests.get(1).callId(), 0xC00E0003),
					response(requests.get(2).callId(), requests.get(2).stub()));
			client.isEnded();
		}); RpcClient client = server.client(); CallWindow<byte[], byte[]> window = window(client)) {
			start(window, 3);
			assertThat(window.next().get()).containsExactly(0);
			assertThatThrownBy(window.next()::get).isInstanceOfSatisfying(RpcFaultException.class,
					e -> assertThat(e.status()).isEqualTo(new FaultStatus(0xC00E0003)));
			assertThat(window.next().get()).containsExactly(2);
		}
	}

	@Test
	void aConnectionThatIsCutEndsAllCallsAndLaterOnesTakeANewOne() throws Exception {
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			if (number == 1) {
				List<RawPdu> requests = receive(client, 4);
				client.send(response(requests.get(1).callId(), requests.get(1).stub()));
				return;
			}
			echoAll(client);
		}); RpcClient client = server.client(); CallWindow<byte[], byte[]> window = window(client)) {
			List<CallWindow.Call<byte[]>> calls = start(window, 4);
			assertThat(window.next()).isSameAs(calls.get(1));
			for (int i = 0; i < 3; i++) {
				assertThatThrownBy(window.next()::get).isInstanceOf(RpcConnectException.class);
			}
			window.start(new byte[]{ 9 });
			assertThat(window.next().get()).containsExactly(9);
		}
	}

	@Test
	void whereThereIsNoServerEachCallSaysSo() throws Exception {
		int port;
		try (FakeServer server = echoing(Bytes.MULTIPLEX); RpcClient client = server.client()) {
			port = client.endpoint().port();
		}
		try (RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", port), RpcClientOptions.DEFAULT);
				CallWindow<byte[], byte[]> window = window(client)) {
			start(window, 2);
			assertThatThrownBy(window.next()::get).isInstanceOf(RpcConnectException.class);
			assertThatThrownBy(window.next()::get).isInstanceOf(RpcConnectException.class);
		}
	}

	@Test
	void aCallThatIsNotAnsweredInTimeEndsAloneAndTheServerHearsOfIt() throws Exception {
		BlockingQueue<RawPdu> notices = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			List<RawPdu> requests = receive(client, 3);
			client.send(response(requests.get(1).callId(), requests.get(1).stub()),
					response(requests.get(2).callId(), requests.get(2).stub()));
			notices.add(client.receive());
			echoAll(client);
		});
				RpcClient client = server.client();
				CallWindow<byte[], byte[]> window = window(client,
						new CallOptions(Duration.ofSeconds(4), new Cancellation()))) {
			List<CallWindow.Call<byte[]>> calls = start(window, 3);
			assertThat(window.next()).isSameAs(calls.get(1));
			assertThat(window.next()).isSameAs(calls.get(2));
			assertThat(window.next()).isSameAs(calls.get(0));
			assertThatThrownBy(calls.get(0)::get).isInstanceOf(RpcTimeoutException.class);
			assertThat(notices.poll(20, TimeUnit.SECONDS).type()).isEqualTo(Bytes.ORPHANED);
			assertThat(echo(client, 7)).containsExactly(7);
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void aCancelEndsAllCallsAndTheConnectionGoesOn() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		Cancellation cancellation = new Cancellation();
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			receive(client, 3);
			cancellation.cancel();
			receive(client, 3).forEach(seen::add);
			echoAll(client);
		});
				RpcClient client = server.client();
				CallWindow<byte[], byte[]> window = window(client,
						new CallOptions(Duration.ofSeconds(30), cancellation))) {
			start(window, 3);
			for (int i = 0; i < 3; i++) {
				assertThatThrownBy(window.next()::get).isInstanceOf(RpcCancelledException.class);
			}
			assertThat(echo(client, 7)).containsExactly(7);
			assertThat(seen).extracting(RawPdu::type).containsOnly(Bytes.ORPHANED);
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void closingGivesUpWhatIsInFlightAndSendsNothingThatWasNotSent() throws Exception {
		BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			List<RawPdu> requests = receive(client, 4);
			client.send(response(requests.get(0).callId(), requests.get(0).stub()));
			receive(client, 3).forEach(notice -> seen.add(notice.type()));
			echoAll(client);
		}); RpcClient client = server.client()) {
			try (CallWindow<byte[], byte[]> window = window(client)) {
				start(window, 4);
				assertThat(window.next().get()).containsExactly(0);
				window.start(new byte[]{ 99 });
			}
			assertThat(echo(client, 7)).containsExactly(7);
			assertThat(seen).hasSize(3).containsOnly(Bytes.ORPHANED);
			server.check();
		}
	}

	@Test
	void whereTheServerDoesNotMultiplexEachCallTakesAConnection() throws Exception {
		CountDownLatch three = new CountDownLatch(3);
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client, 0, 2);
			RawPdu first = client.receive();
			three.countDown();
			three.await();
			client.send(response(first.callId(), first.stub()));
			echoAll(client);
		});
				RpcClient client = server.client(Duration.ofSeconds(20), 3);
				CallWindow<byte[], byte[]> window = window(client)) {
			List<CallWindow.Call<byte[]>> calls = start(window, 10);
			while (window.size() > 0) {
				window.next();
			}
			for (int i = 0; i < 10; i++) {
				assertThat(calls.get(i).get()).containsExactly(i);
			}
			assertThat(server.connections()).isEqualTo(3);
			assertThat(echo(client, 7)).as("all are free again").containsExactly(7);
			assertThat(server.connections()).isEqualTo(3);
			server.check();
		}
	}

	@Test
	void overOneConnectionThatDoesNotMultiplexTheCallsAreMadeOneByOne() throws Exception {
		try (FakeServer server = echoing(0);
				RpcClient client = server.client(Duration.ofSeconds(20), 1);
				CallWindow<byte[], byte[]> window = window(client)) {
			List<CallWindow.Call<byte[]>> calls = start(window, 4);
			while (window.size() > 0) {
				window.next();
			}
			for (int i = 0; i < 4; i++) {
				assertThat(calls.get(i).get()).containsExactly(i);
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	/** Whatever part of the answers comes, no call gets another one's, and every call comes to its end. */
	@Test
	void answersThatEndAnywhereEndTheCallsThatTheyAreFor() throws Exception {
		AtomicReference<byte[]> whole = new AtomicReference<>();
		try (FakeServer server = new FakeServer((client, number) -> {
			acceptBind(client);
			ByteArrayOutputStream burst = new ByteArrayOutputStream();
			for (RawPdu request : receive(client, 3)) {
				burst.writeBytes(response(request.callId(), request.stub()));
			}
			whole.set(burst.toByteArray());
			client.send(Arrays.copyOf(whole.get(), Math.min(number, burst.size())));
		}); RpcClient client = server.client()) {
			int good = 0;
			for (int length = 1; whole.get() == null || length <= whole.get().length; length++) {
				good += endsOf(client);
			}
			int each = whole.get().length / 3;
			assertThat(good).isEqualTo(each + 2 * each + 3);
		}
	}

	/** How many of three calls got their answers. */
	private static int endsOf(RpcClient client) throws RpcException {
		int good = 0;
		try (CallWindow<byte[], byte[]> window = window(client)) {
			List<CallWindow.Call<byte[]>> calls = start(window, 3);
			while (window.size() > 0) {
				CallWindow.Call<byte[]> ended = window.next();
				try {
					assertThat(ended.get()).containsExactly(calls.indexOf(ended));
					good++;
				} catch (RpcConnectException e) {
					assertThat(e).isNotNull();
				}
			}
		}
		return good;
	}

	@Test
	void answersOfAnyLengthAreCutOutOfWhatIsRead() throws Exception {
		try (FakeServer server = echoing(Bytes.MULTIPLEX);
				RpcClient client = server.client();
				CallWindow<byte[], byte[]> window = window(client)) {
			for (int i = 0; i < 600; i++) {
				window.start(new byte[i * 37 % 5000]);
				if (window.size() == 8) {
					assertThat(window.next().get()).hasSize((i - 7) * 37 % 5000);
				}
			}
		}
	}
}
