package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A session that we opened, with an acceptor that writes its own bytes. */
@Timeout(60)
class InitiatedSessionTest {

	private static final UUID SELF = UUID.fromString("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");

	private RawAcceptor acceptor;

	@BeforeEach
	void start() throws IOException {
		acceptor = new RawAcceptor();
	}

	@AfterEach
	void stop() throws IOException {
		acceptor.close();
	}

	@Test
	void aMessageForADirectNameHasTheFieldsOfOne() throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> raw.accept(64));
		try (TransferSession session = acceptor.connect(SELF, SessionOptions.DEFAULT)) {
			MessagePacket message = new MessageBuilder(SELF, FormatName.parse("DIRECT=OS:a04bm02\\q")).ordinal(2286)
					.sentTime(0x441105E6).priority(5).recoverable().timeToReachQueue(345_600).label("label")
					.body(8, "body".getBytes(StandardCharsets.UTF_16LE)).build();
			session.send(message);
			byte[] bytes = peer.get(5, TimeUnit.SECONDS).read();
			ByteBuffer fields = Wire.buffer(bytes);
			assertThat(fields.getShort(2)).as("priority, no SH").isEqualTo((short) 5);
			assertThat(fields.getInt(8)).isEqualTo(bytes.length);
			assertThat(bytes.length % 4).isZero();
			assertThat(fields.getInt(12)).isEqualTo(345_600);
			assertThat(Wire.guid(bytes, 16)).isEqualTo(SELF);
			assertThat(Wire.guid(bytes, 32)).as("zero for a direct name").isEqualTo(Guids.NIL);
			assertThat(fields.getInt(48)).isEqualTo(-1);
			assertThat(fields.getInt(52)).isEqualTo(0x441105E6);
			assertThat(fields.getInt(56)).isEqualTo(2286);
			assertThat(fields.getInt(60)).as("no hop, recoverable, direct destination, no admin and response queue, "
					+ "properties only").isEqualTo(0x00201C20);
			assertThat(fields.getShort(64)).as("bytes of the name with its NUL").isEqualTo((short) 26);
			assertThat(new String(bytes, 66, 26, StandardCharsets.UTF_16LE)).isEqualTo("OS:a04bm02\\q\0");
			assertThat(bytes[92]).as("no acknowledgement asked for").isZero();
			assertThat(bytes[93]).as("units of the label with its NUL").isEqualTo((byte) 6);
			assertThat(fields.getInt(116)).isEqualTo(8);
			assertThat(fields.getInt(124)).isEqualTo(8);
			assertThat(fields.getInt(128)).isEqualTo(8);
			assertThat(fields.getInt(132)).isZero();
			assertThat(fields.getInt(144)).isZero();
			assertThat(new String(bytes, 148, 20, StandardCharsets.UTF_16LE)).isEqualTo("label\0body");
			assertThat(bytes).hasSize(168);
		}
	}

	@Test
	void messagesOfTheAcceptorAreCountedAndDropped() throws Exception {
		CompletableFuture<RawPeer> accepted = acceptor.next(raw -> raw.accept(64));
		try (TransferSession session = acceptor.connect(SELF, SessionOptions.DEFAULT)) {
			RawPeer peer = accepted.get(5, TimeUnit.SECONDS);
			peer.send(Wire.message(peer.id, 1, Wire.EXPRESS, "not asked for"));
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(1, 0, 0, 0, 0, 64));
			peer.send(Wire.message(peer.id, 2, Wire.RECOVERABLE, "not asked for"));
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(2, 1, 1, 0, 0, 64));
			CompletableFuture<Void> done = session
					.send(new MessageBuilder(SELF, FormatName.parse("DIRECT=OS:h\\q")).build()).toCompletableFuture();
			peer.read();
			peer.send(Wire.ack(new Wire.Header(1, 0, 0, 2, 1, 64)));
			done.get(5, TimeUnit.SECONDS);
		}
	}

	@Test
	void anEndOfTheSessionFailsWhatIsNotAcknowledged() throws Exception {
		CompletableFuture<RawPeer> accepted = acceptor.next(raw -> raw.accept(64));
		try (TransferSession session = acceptor.connect(SELF, SessionOptions.DEFAULT)) {
			CompletableFuture<Void> done = session
					.send(new MessageBuilder(SELF, FormatName.parse("DIRECT=OS:h\\q")).build()).toCompletableFuture();
			RawPeer peer = accepted.get(5, TimeUnit.SECONDS);
			peer.read();
			peer.close();
			assertThatThrownBy(() -> done.get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
					.cause().isInstanceOfSatisfying(TransferException.class,
							e -> assertThat(e.kind()).isEqualTo(TransferException.Kind.CLOSED));
			assertThatThrownBy(() -> session.awaitWindow(Duration.ZERO)).isInstanceOf(TransferException.class);
		}
	}
}
