package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.SecurityHeader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** User messages on an open session ([MS-MQQB] 3.1.5.8), from a client that writes its own bytes. */
@Timeout(60)
class ReceivingTest {

	private static final UUID SELF = UUID.randomUUID();
	private static final UUID SOURCE = UUID.randomUUID();

	private final Sink sink = new Sink();
	private TransferListener listener;

	@BeforeEach
	void start() throws IOException {
		listener = TransferListener.start(SELF, SessionOptions.DEFAULT, sink,
				List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
	}

	@AfterEach
	void stop() {
		listener.close();
	}

	private RawPeer open() throws IOException {
		return RawPeer.open(listener.localPort());
	}

	@Test
	void anExpressMessageIsHandedOnWholeAndAcknowledged() throws Exception {
		try (RawPeer peer = open()) {
			byte[] message = Wire.message(SOURCE, 7, Wire.EXPRESS, "first");
			peer.send(message);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(1, 0, 0, 0, 0, 64));
			MessageSink.Incoming incoming = sink.await(1).get(0);
			assertThat(incoming.bytes()).isEqualTo(message);
			assertThat(incoming.peer()).isEqualTo(peer.id);
			assertThat(incoming.address()).isEqualTo(InetAddress.getLoopbackAddress());
			assertThat(incoming.packet().id().source()).isEqualTo(SOURCE);
			assertThat(incoming.packet().id().ordinal()).isEqualTo(7);
			assertThat(new String(incoming.packet().body().toByteArray(), StandardCharsets.UTF_16LE))
					.isEqualTo("first");
		}
	}

	@Test
	void aStandAloneAcknowledgementIsAPacketOf36Bytes() throws IOException {
		try (RawPeer peer = open()) {
			peer.send(Wire.message(SOURCE, 1, Wire.EXPRESS, "x"));
			byte[] packet = peer.read();
			ByteBuffer fields = Wire.buffer(packet);
			assertThat(packet).hasSize(36);
			assertThat(packet[0]).isEqualTo((byte) 0x10);
			assertThat(fields.getShort(2) & 0x38).as("IN and SH").isEqualTo(0x18);
			assertThat(fields.getInt(8)).isEqualTo(36);
			assertThat(fields.getInt(12)).isEqualTo(-1);
			assertThat(fields.getInt(16)).as("reserved, type 1").isEqualTo(0x00010000);
		}
	}

	@Test
	void messagesOfEveryKindAreCountedTogetherAndRecoverableOnesAlsoApart() throws IOException {
		try (RawPeer peer = open()) {
			peer.send(Wire.message(SOURCE, 1, Wire.RECOVERABLE, "a"));
			peer.send(Wire.message(SOURCE, 2, Wire.EXPRESS, "b"));
			peer.send(Wire.message(SOURCE, 3, Wire.RECOVERABLE, "c"));
			peer.send(Wire.message(SOURCE, 4, Wire.EXPRESS, "d"));
			int covered = 0;
			Wire.Header header = new Wire.Header(0, 0, 0, 0, 0, 0);
			while (header.acknowledged() < 4 || covered != 3) {
				header = peer.readAck();
				covered |= (header.covers(1) ? 1 : 0) | (header.covers(2) ? 2 : 0);
			}
			assertThat(header.acknowledged()).isEqualTo(4);
		}
	}

	@Test
	void theSameMessageTwiceIsCountedTwice() throws IOException {
		try (RawPeer peer = open()) {
			byte[] message = Wire.message(SOURCE, 1, Wire.EXPRESS, "x");
			peer.send(message);
			peer.send(message);
			assertThat(peer.readAcksUpTo(2).acknowledged()).isEqualTo(2);
		}
	}

	@Test
	void aMessageInManyPiecesIsTakenAndSeveralInOnePieceToo() throws Exception {
		try (RawPeer peer = open()) {
			byte[] message = Wire.message(SOURCE, 1, Wire.EXPRESS, "pieces");
			for (byte one : message) {
				peer.send(new byte[]{ one });
			}
			ByteArrayOutputStream several = new ByteArrayOutputStream();
			for (int ordinal = 2; ordinal <= 40; ordinal++) {
				several.write(Wire.message(SOURCE, ordinal, Wire.EXPRESS, "together"));
			}
			peer.send(several.toByteArray());
			peer.readAcksUpTo(40);
			assertThat(sink.await(40)).extracting(incoming -> incoming.packet().id().ordinal()).startsWith(1L, 2L)
					.endsWith(40L);
		}
	}

	@Test
	void aMessageOf4MebibytesIsTaken() throws Exception {
		int headers = Wire.message(SOURCE, 1, Wire.EXPRESS, new byte[0]).length;
		byte[] message = Wire.message(SOURCE, 1, Wire.EXPRESS, new byte[4 * 1024 * 1024 - headers]);
		assertThat(message).hasSize(0x00400000);
		try (RawPeer peer = open()) {
			peer.send(message);
			peer.readAcksUpTo(1);
			assertThat(sink.await(1).get(0).bytes()).isEqualTo(message);
		}
	}

	@Test
	void aSessionHeaderThatRidesOnAMessageIsTakenOff() throws Exception {
		try (RawPeer peer = open()) {
			byte[] message = Wire.message(SOURCE, 1, Wire.RECOVERABLE, "rides");
			peer.send(Wire.riding(message, new Wire.Header(0, 0, 0, 1, 1, 64)));
			peer.send(Wire.message(SOURCE, 2, Wire.EXPRESS, "next"));
			peer.readAcksUpTo(2);
			MessageSink.Incoming incoming = sink.await(2).get(0);
			assertThat(incoming.bytes()).isEqualTo(message);
			assertThat(MessagePacket.parse(incoming.bytes()).base().has(BaseHeader.SESSION)).isFalse();
			assertThat(incoming.packet().optional().session()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "0,1", "2,1", "1,0", "1,2" })
	void aMessageWhoseSessionHeaderCountsOtherwiseIsTakenAndThenTheSessionEnds(int sent, int recoverable)
			throws Exception {
		try (RawPeer peer = open()) {
			byte[] message = Wire.message(SOURCE, 1, Wire.RECOVERABLE, "rides");
			peer.send(Wire.riding(message, new Wire.Header(0, 0, 0, sent, recoverable, 64)));
			assertThat(peer.isClosedAfterAcks()).isTrue();
			assertThat(sink.await(1)).hasSize(1);
		}
	}

	@Test
	void anAcknowledgementWithTheRightCountsKeepsTheSession() throws IOException {
		try (RawPeer peer = open()) {
			peer.send(Wire.ack(new Wire.Header(0, 0, 0, 0, 0, 64)));
			peer.send(Wire.message(SOURCE, 1, Wire.EXPRESS, "x"));
			peer.send(Wire.ack(new Wire.Header(0, 0, 0, 1, 0, 64)));
			peer.send(Wire.message(SOURCE, 2, Wire.RECOVERABLE, "x"));
			peer.send(Wire.ack(new Wire.Header(0, 0, 0, 2, 1, 1)));
			peer.send(Wire.message(SOURCE, 3, Wire.EXPRESS, "x"));
			peer.readAcksUpTo(3);
		}
	}

	/** Acknowledgements of what was never sent, or with other counts. */
	static Stream<Wire.Header> wrongAcks() {
		return Stream.of(new Wire.Header(1, 0, 0, 1, 0, 64), new Wire.Header(0, 1, 1, 1, 0, 64),
				new Wire.Header(0, 1, 0, 1, 0, 64), new Wire.Header(0xFFFF, 0, 0, 1, 0, 64),
				new Wire.Header(0, 0, 0, 0, 0, 64), new Wire.Header(0, 0, 0, 2, 0, 64),
				new Wire.Header(0, 0, 0, 1, 1, 64));
	}

	@ParameterizedTest
	@MethodSource("wrongAcks")
	void aWrongAcknowledgementEndsTheSession(Wire.Header header) throws IOException {
		try (RawPeer peer = open()) {
			peer.send(Wire.message(SOURCE, 1, Wire.EXPRESS, "x"));
			peer.readAcksUpTo(1);
			peer.send(Wire.ack(header));
			assertThat(peer.isClosed()).isTrue();
		}
	}

	@Test
	void aSenderCannotClaimToBeAuthenticated() throws Exception {
		byte[] sid = new byte[]{ 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0 };
		byte[] plain = Wire.message(SOURCE, 1, Wire.QUEUE, 0x281C00, new byte[]{ 1, 2, 3 });
		int at = 16 + 48 + (2 + 2 * (Wire.QUEUE.length() + 1) + 3 & ~3);
		byte[] message = new byte[plain.length + 16 + sid.length];
		System.arraycopy(plain, 0, message, 0, at);
		Wire.buffer(message).putShort(at, (short) 0x0F11).putShort(at + 2, (short) sid.length)
				.putInt(8, message.length);
		System.arraycopy(sid, 0, message, at + 16, sid.length);
		System.arraycopy(plain, at, message, at + 16 + sid.length, plain.length - at);
		try (RawPeer peer = open()) {
			peer.send(message);
			peer.readAcksUpTo(1);
			MessageSink.Incoming incoming = sink.await(1).get(0);
			SecurityHeader security = incoming.packet().security().orElseThrow();
			assertThat(security.flags()).isEqualTo(SecurityHeader.SENDER_SID);
			assertThat(security.sid()).contains("S-1-5-18");
			assertThat(MessagePacket.parse(incoming.bytes())).usingRecursiveComparison().isEqualTo(incoming.packet());
		}
	}

	@Test
	void aMessageThatCannotBeKeptEndsTheSessionUnacknowledged() throws Exception {
		sink.hold();
		try (RawPeer peer = open()) {
			peer.send(Wire.message(SOURCE, 1, Wire.RECOVERABLE, "x"));
			sink.await(1);
			sink.fail(0);
			assertThat(peer.isClosed()).as("closed without an acknowledgement").isTrue();
		}
	}
}
