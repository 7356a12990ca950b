package dev.quayside.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.FakeSecurity;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.CallWindow;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.server.CallPolicy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Windows of calls over real sockets, with our server at the other end. */
@Timeout(60)
class CallWindowRoundTripTest {

	private final ExecutorService pool = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		pool.shutdownNow();
	}

	/** Echoes in a window of 8; each call has to get back what it sent. */
	private static Void echoes(RpcChannel channel, int count, int longest, long seed) throws RpcException {
		Random random = new Random(seed);
		Map<CallWindow.Call<byte[]>, byte[]> flying = new IdentityHashMap<>();
		try (CallWindow<byte[], byte[]> window = channel.window(Echo.ECHO, CallOptions.defaults())) {
			for (int i = 0; i < count || window.size() > 0; i++) {
				if (i < count) {
					byte[] bytes = new byte[random.nextInt(longest)];
					random.nextBytes(bytes);
					flying.put(window.start(bytes), bytes);
				}
				if (i >= count || window.size() == 8) {
					CallWindow.Call<byte[]> ended = window.next();
					assertThat(ended.get()).isEqualTo(flying.remove(ended));
				}
			}
		}
		assertThat(flying).isEmpty();
		return null;
	}

	@Test
	void signedAndSealedCallsInFragmentsComeBackWhole() throws Exception {
		for (FakeSecurity provider : List.of(FakeSecurity.ODD, FakeSecurity.EVEN)) {
			try (SecureServer server = new SecureServer(CallPolicy.OPEN, FakeSecurity.ODD, FakeSecurity.EVEN);
					RpcClient client = server.alice(provider, AuthenticationLevel.PRIVACY)) {
				echoes(client.channel(Echo.INTERFACE), 300, 4000, 1);
				assertThat(server.callers()).hasSize(300)
						.allSatisfy(caller -> assertThat(caller.level()).isEqualTo(AuthenticationLevel.PRIVACY));
				assertThat(server.server().connections()).isEqualTo(1);
			}
		}
	}

	@Test
	void windowsAndSingleCallsOfSeveralThreadsShareAConnection() throws Exception {
		try (EchoServer server = new EchoServer(); RpcClient client = server.client()) {
			RpcChannel channel = client.channel(Echo.INTERFACE);
			List<Future<Void>> windows = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				int seed = i;
				windows.add(pool.submit(() -> echoes(channel, 500, 2000, seed)));
			}
			Crowd.echoes(channel, 4, 100);
			for (Future<Void> window : windows) {
				window.get(30, TimeUnit.SECONDS);
			}
			assertThat(server.server().connections()).isEqualTo(1);
		}
	}

	/** Whose owner does something else meanwhile: others then have to read. */
	@Test
	void callsInFlightThatNobodyWaitsForDoNotHoldUpOthers() throws Exception {
		try (EchoServer server = new EchoServer();
				RpcClient client = server.client();
				CallWindow<Long, Long> window = client.channel(Echo.INTERFACE).window(Echo.WAIT,
						CallOptions.defaults())) {
			for (int i = 0; i < 4; i++) {
				window.start(7L);
			}
			server.awaitWaiting(4);
			Crowd.echoes(client.channel(Echo.INTERFACE), 3, 50);
			server.answer(7);
			while (window.size() > 0) {
				assertThat(window.next().get()).isEqualTo(7L);
			}
		}
	}
}
