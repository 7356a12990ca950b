package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that read their answers slowly, or not at all. */
@Timeout(60)
class LazyReaderTest {

	private static final int LARGE = 8 << 20;

	private final List<RawPeer> peers = new ArrayList<>();

	@AfterEach
	void hangUp() throws IOException {
		for (RawPeer peer : peers) {
			peer.close();
		}
	}

	/** Asks for more than the system buffers. */
	private RawPeer asksForMuch(EchoServer server) throws IOException {
		RawPeer peer = RawPeer.bound(server.port());
		peers.add(peer);
		return peer.send(Bytes.request(2, 6, Bytes.little().u32(LARGE).toByteArray()));
	}

	@Test
	void whoTakesByteByByteCountsAsOneWhoDoesNotRead() throws Exception {
		try (Selector selector = Selector.open()) {
			MemoryChannel channel = new MemoryChannel(selector, InetAddress.getLoopbackAddress());
			Outbox outbox = new Outbox(channel, new Budget(1 << 20), Runnable::run);
			channel.window(1);
			outbox.send(List.of(new byte[300_000]));
			long since = outbox.blockedSince();
			for (int i = 0; i < 60_000; i++) {
				channel.window(1);
				outbox.write();
			}
			assertThat(outbox.blockedSince()).isEqualTo(since);
			channel.window(6_000);
			outbox.write();
			assertThat(outbox.blockedSince()).as("64 KiB are progress").isNotEqualTo(since);
			channel.window(Integer.MAX_VALUE);
			outbox.write();
			assertThat(outbox.blockedSince()).as("everything was read").isZero();
		}
	}

	@Test
	void manyWhoDoNotReadOneLargeAnswerDoNotFillTheMemory() throws Exception {
		RpcServerLimits limits = new RpcServerLimits(100, 100, 256, 1 << 22, 1 << 26, 2 * LARGE, Duration.ofSeconds(30),
				Duration.ofSeconds(30));
		try (EchoServer server = new EchoServer(limits)) {
			for (int i = 0; i < 20; i++) {
				asksForMuch(server);
			}
			EchoServer.await(() -> server.server().connections() <= 3 && !server.server().unsent().isExceeded());
			server.answersTheNextClient();
			RawPeer reader = asksForMuch(server);
			RawPdu part;
			do {
				part = reader.receive();
				assertThat(part.type()).as("who reads is served").isEqualTo(Bytes.RESPONSE);
			} while ((part.flags() & Bytes.LAST) == 0);
		}
	}
}
