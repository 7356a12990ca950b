package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Acknowledgements that ride on messages of the other direction ([MS-MQQB] 3.1.7.11). */
@Timeout(60)
class RidingTest {

	/** Longer than any test: nothing comes by itself. */
	private static final Duration PATIENCE = Duration.ofHours(1);

	@Test
	void anAcknowledgementThatIsLateRidesOnTheNextMessage() throws Exception {
		Sink sink = new Sink();
		sink.hold();
		AtomicLong clock = new AtomicLong();
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				RawPeer peer = RawPeer.connect(server.getLocalPort());
				Socket socket = server.accept();
				SessionThreads threads = new SessionThreads("riding", clock::get)) {
			TransferSession session = new TransferSession(
					new PacketStream(socket, new PacketBudget(1_000_000), Duration.ofSeconds(30)),
					new TransferSession.Peer(peer.id, 64, PATIENCE, Duration.ofSeconds(60), Duration.ofSeconds(60)),
					SessionOptions.DEFAULT, threads, () -> {});
			threads.execute(() -> session.run(sink));
			for (int ordinal = 1; ordinal <= 3; ordinal++) {
				peer.send(Wire.message(peer.id, ordinal, Wire.RECOVERABLE, "x"));
			}
			sink.await(3);
			sink.complete(0);
			sink.complete(1);
			MessagePacket message = new MessageBuilder(UUID.randomUUID(), FormatName.parse("DIRECT=OS:h\\q"))
					.recoverable().build();
			clock.set(PATIENCE.toNanos() * 74 / 100);
			session.send(message);
			assertThat(peer.read()[2] & 0x10).as("it is not late yet").isZero();
			clock.set(PATIENCE.toNanos() * 76 / 100);
			session.send(message);
			byte[] packet = peer.read();
			int size = Wire.buffer(packet).getInt(8);
			assertThat(packet.length).as("the size does not count the session header").isEqualTo(size + 16);
			assertThat(packet[2] & 0x18).as("SH without IN").isEqualTo(0x10);
			assertThat(Wire.header(packet, size)).as("it counts what is on disk, and the message that it rides on")
					.isEqualTo(new Wire.Header(2, 1, 0b11, 2, 2, 64));
			sink.complete(2);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(3, 3, 1, 2, 2, 64));
			session.close();
		}
	}
}
