package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.Guids;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The initiator's side of the set-up ([MS-MQQB] 3.1.5.2 to 3.1.5.4), against an acceptor that writes its own bytes. */
@Timeout(60)
class InitiatingTest {

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

	private void assertFails(TransferException.Kind kind, String message) {
		assertFails(Duration.ofSeconds(20), kind, message);
	}

	private void assertTimesOut() {
		assertFails(Duration.ofMillis(500), TransferException.Kind.UNREACHABLE, "did not answer within 500 ms");
	}

	private void assertFails(Duration timeout, TransferException.Kind kind, String message) {
		assertThatThrownBy(() -> acceptor.connect(SELF, SessionOptions.DEFAULT.withSetUpTimeout(timeout)))
				.isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.kind()).isEqualTo(kind))
				.hasMessageContaining(message);
	}

	@Test
	void theRequestNamesUsAndNobody() throws Exception {
		CompletableFuture<byte[]> request = new CompletableFuture<>();
		acceptor.next(peer -> request.complete(peer.read()));
		assertTimesOut();
		byte[] bytes = request.get(5, TimeUnit.SECONDS);
		ByteBuffer fields = Wire.buffer(bytes);
		assertThat(bytes).hasSize(572);
		assertThat(bytes[0]).isEqualTo((byte) 0x10);
		assertThat(fields.getShort(2) & 0x38).isEqualTo(0x08);
		assertThat(fields.getInt(4)).isEqualTo(0x524F494C);
		assertThat(fields.getInt(8)).isEqualTo(572);
		assertThat(fields.getInt(12)).isEqualTo(-1);
		assertThat(fields.getInt(16)).as("type 2, not refused").isEqualTo(0x00020000);
		assertThat(Wire.guid(bytes, 20)).isEqualTo(SELF);
		assertThat(Wire.guid(bytes, 36)).as("zero for a direct name").isEqualTo(Guids.NIL);
		assertThat(fields.getShort(56)).as("no ping was sent, a server").isEqualTo((short) 0x0310);
		assertThat(fields.getShort(58)).isZero();
	}

	@Test
	void theParametersAreWithinTheirLimits() throws Exception {
		CompletableFuture<byte[]> parameters = new CompletableFuture<>();
		acceptor.next(peer -> {
			byte[] request = peer.read();
			peer.send(Wire.establish(Wire.guid(request, 20), peer.id));
			parameters.complete(peer.read());
			peer.send(Wire.parameters(500, 20_000, 64));
		});
		try (TransferSession session = acceptor.connect(SELF, SessionOptions.DEFAULT)) {
			byte[] bytes = parameters.get(5, TimeUnit.SECONDS);
			ByteBuffer fields = Wire.buffer(bytes);
			assertThat(bytes).hasSize(32);
			assertThat(fields.getInt(8)).isEqualTo(32);
			assertThat(fields.getInt(16)).as("type 3, not refused").isEqualTo(0x00030000);
			assertThat(fields.getInt(20)).as("8 round trips, but at least 500 ms").isBetween(500, 120_000);
			assertThat(fields.getInt(24)).isEqualTo(20_000);
			assertThat(fields.getShort(28)).isZero();
			assertThat(fields.getShort(30)).isEqualTo((short) 64);
		}
	}

	@Test
	void aSlowAcceptorGetsEightRoundTripsForRecoverableMessages() throws Exception {
		CompletableFuture<byte[]> parameters = new CompletableFuture<>();
		acceptor.next(peer -> {
			byte[] request = peer.read();
			Thread.sleep(150);
			peer.send(Wire.establish(Wire.guid(request, 20), peer.id));
			parameters.complete(peer.read());
			peer.send(Wire.parameters(500, 20_000, 64));
		});
		try (TransferSession session = acceptor.connect(SELF, SessionOptions.DEFAULT)) {
			assertThat(Wire.buffer(parameters.get(5, TimeUnit.SECONDS)).getInt(20)).isBetween(8 * 150, 120_000);
		}
	}

	@Test
	void theIdOfTheAcceptorIsAdopted() throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> raw.accept(64));
		try (TransferSession session = acceptor.connect(SELF, SessionOptions.DEFAULT)) {
			assertThat(session.peer()).isEqualTo(peer.get(5, TimeUnit.SECONDS).id);
		}
	}

	@Test
	void aRefusalIsSaidAsSuch() {
		acceptor.next(peer -> {
			byte[] answer = Wire.establish(Wire.guid(peer.read(), 20), peer.id);
			answer[18] = 0x12;
			peer.send(answer);
		});
		assertFails(TransferException.Kind.REFUSED, "refuses the session");
	}

	@Test
	void refusedParametersAreSaidAsSuch() {
		acceptor.next(peer -> {
			peer.send(Wire.establish(Wire.guid(peer.read(), 20), peer.id));
			peer.read();
			byte[] answer = Wire.parameters(500, 20_000, 64);
			answer[18] = 0x13;
			peer.send(answer);
		});
		assertFails(TransferException.Kind.REFUSED, "refuses the parameters");
	}

	@Test
	void anAnswerToSomebodyElseIsNotTaken() {
		acceptor.next(peer -> {
			peer.read();
			peer.send(Wire.establish(UUID.randomUUID(), peer.id));
		});
		assertFails(TransferException.Kind.PROTOCOL, "somebody else");
	}

	@Test
	void aProbeLearnsTheIdAlsoFromARefusal() throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			byte[] answer = Wire.establish(Wire.guid(raw.read(), 20), raw.id);
			answer[18] = 0x12;
			raw.send(answer);
		});
		UUID id = TransferSession.probe("127.0.0.1", acceptor.port(), Duration.ofSeconds(5));
		assertThat(id).isEqualTo(peer.get(5, TimeUnit.SECONDS).id);
	}

	@Test
	void aPortThatSpeaksHttpIsRecognized() {
		acceptor.next(peer -> peer.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
		assertFails(TransferException.Kind.PROTOCOL, "does not speak the MSMQ binary protocol: it sent 'HTTP/1.1 400");
	}

	@Test
	void aPortThatGreetsShortlyIsRecognizedAtOnce() {
		acceptor.next(peer -> peer.send("220 hi\r\n".getBytes(StandardCharsets.US_ASCII)));
		assertFails(TransferException.Kind.PROTOCOL, "it sent '220 hi");
	}

	@Test
	void anAcceptorThatClosesAtOnceIsNoQueueManager() {
		acceptor.next(peer -> {
			peer.read();
			peer.close();
		});
		assertFails(TransferException.Kind.PROTOCOL, "closed the connection instead of opening a session");
	}

	@Test
	void anAcceptorThatClosesInTheMiddleOfTheSetUpIsReported() {
		acceptor.next(peer -> {
			peer.send(Wire.establish(Wire.guid(peer.read(), 20), peer.id));
			peer.read();
			peer.close();
		});
		assertFails(TransferException.Kind.CLOSED, "closed the connection during the set-up");
	}

	@Test
	void anAcceptorThatIsSilentIsUnreachable() {
		acceptor.next(peer -> peer.read());
		assertTimesOut();
	}

	@Test
	void anAcceptorThatAnswersByteAfterByteRunsOutOfTime() {
		acceptor.next(peer -> {
			for (byte one : Wire.establish(Wire.guid(peer.read(), 20), peer.id)) {
				peer.send(new byte[]{ one });
				Thread.sleep(20);
			}
		});
		assertTimesOut();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void anotherPacketThanTheAnswerIsNotTaken(int type) {
		acceptor.next(peer -> {
			peer.read();
			peer.send(type == 1
					? Wire.ack(new Wire.Header(0, 0, 0, 0, 0, 64))
					: Wire.parameters(500, 20_000, 64));
		});
		assertFails(TransferException.Kind.PROTOCOL, "expected EstablishConnection");
	}

	@Test
	void aPortWhereNobodyListensIsUnreachable() throws IOException {
		acceptor.close();
		assertFails(TransferException.Kind.UNREACHABLE, "Nobody listens");
	}

	@Test
	void anUnknownHostIsUnreachable() {
		assertThatThrownBy(() -> TransferSession.connect("no-such-host.invalid", 1801, SELF, SessionOptions.DEFAULT))
				.isInstanceOfSatisfying(TransferException.class,
						e -> assertThat(e.kind()).isEqualTo(TransferException.Kind.UNREACHABLE))
				.hasMessage("The host no-such-host.invalid is unknown");
	}
}
