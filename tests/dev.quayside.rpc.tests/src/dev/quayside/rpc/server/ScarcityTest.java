package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.RpcFaultException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Clients that take more than their share of connections and handles. */
@Timeout(60)
class ScarcityTest {

	private static final int PATIENCE_MILLIS = 100;

	/** Three places, and whoever is idle for a tenth of a second may lose his. */
	private static EchoServer threePlaces() throws IOException {
		return new EchoServer(new RpcServerLimits(3, 3, 16, 1 << 22, 1 << 26, 1 << 26,
				Duration.ofMillis(PATIENCE_MILLIS), Duration.ofSeconds(30)));
	}

	private static RawPdu bind(RawPeer peer) throws IOException {
		return peer.send(Bytes.bind(5840, 0, Bytes.WHOLE)).receive();
	}

	private static byte[] call(int callId, int opnum) {
		return Bytes.request(callId, opnum, new byte[4]);
	}

	@Test
	void whoIsIdleAndKeepsNothingOpenMakesRoom() throws Exception {
		try (EchoServer server = threePlaces();
				RawPeer idle = RawPeer.bound(server.port());
				RawPeer withHandle = RawPeer.bound(server.port());
				RawPeer withCall = RawPeer.bound(server.port())) {
			withHandle.send(call(2, Echo.OPEN.opnum())).receive();
			withCall.send(call(2, Echo.WAIT.opnum()));
			server.awaitWaiting(1);
			long idleUntil = System.nanoTime() + 2 * PATIENCE_MILLIS * 1_000_000L;
			EchoServer.await(() -> System.nanoTime() - idleUntil > 0);
			try (RawPeer next = RawPeer.connect(server.port())) {
				assertThat(bind(next).type()).isEqualTo(Bytes.BIND_ACK);
				assertThat(idle.isEnded()).isTrue();
				assertThat(withHandle.send(call(3, Echo.ECHO.opnum())).receive().type()).isEqualTo(Bytes.RESPONSE);
				server.answer(7);
				assertThat(withCall.receive().type()).isEqualTo(Bytes.RESPONSE);
			}
		}
	}

	@Test
	void whoWasActiveJustNowKeepsHisPlace() throws Exception {
		RpcServerLimits limits = new RpcServerLimits(2, 2, 16, 1 << 22, 1 << 26, 1 << 26, Duration.ofSeconds(30),
				Duration.ofSeconds(30));
		try (EchoServer server = new EchoServer(limits);
				RawPeer one = RawPeer.bound(server.port());
				RawPeer two = RawPeer.bound(server.port());
				RawPeer three = RawPeer.connect(server.port())) {
			assertThat(three.isEnded()).isTrue();
			for (RawPeer peer : List.of(one, two)) {
				assertThat(peer.send(call(2, Echo.ECHO.opnum())).receive().type()).isEqualTo(Bytes.RESPONSE);
			}
		}
	}

	@Test
	void aFloodOfConnectionsDoesNotFloodTheLog() throws Exception {
		AtomicInteger warnings = new AtomicInteger();
		Logger log = Logger.getLogger(Acceptor.class.getName());
		Handler counting = new Handler() {
			@Override
			public void publish(LogRecord entry) {
				warnings.incrementAndGet();
			}

			@Override
			public void flush() {
				// nothing is kept back
			}

			@Override
			public void close() {
				// nothing is open
			}
		};
		log.addHandler(counting);
		log.setUseParentHandlers(false);
		try (EchoServer server = new EchoServer(new RpcServerLimits(1, 1, 16, 1 << 22, 1 << 26, 1 << 26,
				Duration.ofSeconds(30), Duration.ofSeconds(30))); RawPeer only = RawPeer.bound(server.port())) {
			for (int i = 0; i < 200; i++) {
				try (RawPeer refused = RawPeer.connect(server.port())) {
					assertThat(refused.isEnded()).isTrue();
				}
			}
			assertThat(only.send(call(2, Echo.ECHO.opnum())).receive().type()).isEqualTo(Bytes.RESPONSE);
		} finally {
			log.removeHandler(counting);
			log.setUseParentHandlers(true);
		}
		assertThat(warnings).hasValueBetween(1, 2);
	}

	@Test
	void handlesAreLimitedForAllGroupsOfAnAddressTogether() throws Exception {
		Associations associations = new Associations();
		InetAddress greedy = InetAddress.getByName("127.0.0.2");
		InetAddress modest = InetAddress.getByName("127.0.0.3");
		List<ServerAssociation> groups = new ArrayList<>();
		for (int group = 0; group < 10; group++) {
			groups.add(associations.join(0, greedy).orElseThrow());
			for (int i = 0; i < 1000; i++) {
				groups.get(group).open(Echo.INTERFACE, i, context -> {});
			}
		}
		assertThatThrownBy(() -> associations.join(0, greedy).orElseThrow().open(Echo.INTERFACE, 1, context -> {}))
				.isInstanceOfSatisfying(RpcFaultException.class,
						e -> assertThat(e.status()).isEqualTo(FaultStatus.NO_MEMORY));
		associations.join(0, modest).orElseThrow().open(Echo.INTERFACE, 1, context -> {});
		groups.forEach(associations::leave);
		assertThat(associations.handles().used()).isEqualTo(1);
		associations.join(0, greedy).orElseThrow().open(Echo.INTERFACE, 1, context -> {});
	}
}
