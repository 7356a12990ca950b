package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.Guids;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The acceptor's side of the set-up ([MS-MQQB] 3.1.5.1 to 3.1.5.4), seen by a client that writes its own bytes. */
@Timeout(60)
class SetUpTest {

	private static final UUID SELF = UUID.fromString("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
	private static final UUID SOMEBODY = UUID.fromString("deadbeef-0000-0000-0000-000000000001");

	private final Sink sink = new Sink();
	private TransferListener listener;

	@BeforeEach
	void start() throws IOException {
		listener = start(SessionOptions.DEFAULT);
	}

	private TransferListener start(SessionOptions options) throws IOException {
		return TransferListener.start(SELF, options, sink,
				List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
	}

	@AfterEach
	void stop() {
		listener.close();
	}

	private RawPeer connect() throws IOException {
		return RawPeer.connect(listener.localPort());
	}

	private static boolean isRefused(byte[] packet) {
		return (packet[18] & 0x10) != 0;
	}

	@Test
	void anInitiatorThatNamesNobodyIsAccepted() throws IOException {
		try (RawPeer peer = connect()) {
			peer.send(Wire.establish(peer.id, Guids.NIL, 0x89ABCDEF, 0x0310));
			byte[] answer = peer.read();
			ByteBuffer fields = Wire.buffer(answer);
			assertThat(answer).hasSize(572);
			assertThat(fields.getShort(2) & 0x0F38).as("IN, no SH, no DH").isEqualTo(0x08);
			assertThat(fields.getInt(12)).as("no time to reach a queue").isEqualTo(-1);
			assertThat(fields.getShort(16)).isZero();
			assertThat(fields.getShort(18)).as("type 2, not refused").isEqualTo((short) 2);
			assertThat(Wire.guid(answer, 20)).isEqualTo(peer.id);
			assertThat(Wire.guid(answer, 36)).isEqualTo(SELF);
			assertThat(fields.getInt(52)).isEqualTo(0x89ABCDEF);
			assertThat(fields.getShort(58)).as("reserved").isZero();
			byte[] padding = new byte[512];
			Arrays.fill(padding, (byte) 0x5A);
			assertThat(Arrays.copyOfRange(answer, 60, 572)).isEqualTo(padding);
		}
	}

	@Test
	void anInitiatorThatNamesUsIsAccepted() throws IOException {
		try (RawPeer peer = connect()) {
			peer.send(Wire.establish(peer.id, SELF));
			assertThat(isRefused(peer.read())).isFalse();
		}
	}

	@Test
	void anInitiatorThatNamesSomebodyElseIsRefusedAndToldWhoWeAre() throws IOException {
		try (RawPeer peer = connect()) {
			peer.send(Wire.establish(peer.id, SOMEBODY, 77, 0x0310));
			byte[] answer = peer.read();
			assertThat(isRefused(answer)).isTrue();
			assertThat(Wire.guid(answer, 20)).isEqualTo(peer.id);
			assertThat(Wire.guid(answer, 36)).isEqualTo(SELF);
			assertThat(Wire.buffer(answer).getInt(52)).isEqualTo(77);
			assertThat(peer.isClosed()).isTrue();
		}
	}

	@Test
	void anInitiatorThatIsRefusedCanStillSendSoThatTheRefusalIsNotCutOff() throws Exception {
		try (RawPeer peer = connect()) {
			peer.send(Wire.establish(peer.id, SOMEBODY));
			assertThat(isRefused(peer.read())).isTrue();
			assertThat(peer.isEnded()).isTrue();
			for (int i = 0; i < 20; i++) {
				peer.send(Wire.parameters(500, 20_000, 64));
				Thread.sleep(5);
			}
			assertThat(listener.sessions()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "0x0010,0x0010", "0x0110,0x0110", "0x0210,0x0210", "0x0310,0x0310", "0x0410,0x0410",
			"0xFF10,0x0710" })
	void theFlagsOfTheInitiatorComeBackWithoutUnusedBits(String sent, String answered) throws IOException {
		try (RawPeer peer = connect()) {
			peer.send(Wire.establish(peer.id, Guids.NIL, 1, Integer.decode(sent)));
			assertThat(Wire.buffer(peer.read()).getShort(56) & 0xFFFF).isEqualTo(Integer.decode(answered));
		}
	}

	@ParameterizedTest
	@CsvSource({ "500,20000", "500,120000", "120000,20000", "120000,120000", "1496,120000" })
	void theTimesOfTheInitiatorComeBackAndTheWindowIsOurs(int recoverableAck, int ack) throws IOException {
		try (RawPeer peer = connect()) {
			peer.send(Wire.establish(peer.id, Guids.NIL));
			peer.read();
			peer.send(Wire.parameters(recoverableAck, ack, 17));
			byte[] answer = peer.read();
			ByteBuffer fields = Wire.buffer(answer);
			assertThat(answer).hasSize(32);
			assertThat(fields.getShort(18)).as("type 3, not refused").isEqualTo((short) 3);
			assertThat(fields.getInt(20)).isEqualTo(recoverableAck);
			assertThat(fields.getInt(24)).isEqualTo(ack);
			assertThat(fields.getShort(28)).isZero();
			assertThat(fields.getShort(30)).isEqualTo((short) 64);
			peer.send(Wire.message(peer.id, 1, Wire.EXPRESS, "x"));
			assertThat(peer.readAck().acknowledged()).isEqualTo(1);
			assertThat(listener.sessions()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "499,20000", "120001,20000", "500,19999", "500,120001", "0,0", "-1,-1" })
	void timesOutOfRangeEndTheSession(int recoverableAck, int ack) throws IOException {
		try (RawPeer peer = connect()) {
			peer.send(Wire.establish(peer.id, Guids.NIL));
			peer.read();
			peer.send(Wire.parameters(recoverableAck, ack, 64));
			assertThat(peer.isClosed()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 0xFFFF })
	void everyWindowIsTaken(int window) throws IOException {
		try (RawPeer peer = RawPeer.open(listener.localPort(), 500, 20_000, window)) {
			peer.send(Wire.message(peer.id, 1, Wire.EXPRESS, "x"));
			assertThat(peer.readAck().acknowledged()).isEqualTo(1);
		}
	}

	/** What no session may begin with. */
	static Stream<byte[]> wrongBeginnings() {
		byte[] establish = Wire.establish(SOMEBODY, Guids.NIL);
		return Stream.of("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
				"hello".getBytes(StandardCharsets.US_ASCII), //
				with(establish, 0, 0x11), with(establish, 4, 'l'), //
				with(establish, 2, 0x03), with(establish, 2, 0x1B), with(establish, 2, 0x2B), //
				with(establish, 8, 0x3D), with(establish, 8, 0x3B), with(establish, 10, 0x40), with(establish, 11, 1),
				with(establish, 18, 0x12), with(establish, 18, 0x01), with(establish, 18, 0x04),
				Wire.parameters(500, 20_000, 64), //
				Wire.ack(new Wire.Header(0, 0, 0, 0, 0, 64)), //
				Wire.message(SOMEBODY, 1, Wire.EXPRESS, "x"));
	}

	private static byte[] with(byte[] bytes, int at, int value) {
		byte[] changed = Arrays.copyOf(bytes, bytes.length + 4);
		changed[at] = (byte) value;
		return changed;
	}

	@ParameterizedTest
	@MethodSource("wrongBeginnings")
	void anythingButARequestEndsTheConnection(byte[] beginning) throws IOException {
		try (RawPeer peer = connect()) {
			peer.send(beginning);
			assertThat(peer.isClosed()).isTrue();
		}
		try (RawPeer next = connect()) {
			next.send(Wire.establish(next.id, Guids.NIL));
			assertThat(isRefused(next.read())).isFalse();
		}
	}

	/** What may not follow the answer to a request. */
	static Stream<byte[]> wrongContinuations() {
		byte[] refusing = Wire.parameters(500, 20_000, 64);
		refusing[18] = 0x13;
		byte[] larger = with(Wire.parameters(500, 20_000, 64), 8, 36);
		return Stream.of(Wire.establish(SOMEBODY, Guids.NIL), refusing, larger,
				Wire.ack(new Wire.Header(0, 0, 0, 0, 0, 64)), Wire.message(SOMEBODY, 1, Wire.EXPRESS, "x"));
	}

	@ParameterizedTest
	@MethodSource("wrongContinuations")
	void anythingButParametersEndsTheSetUp(byte[] continuation) throws IOException {
		try (RawPeer peer = connect()) {
			peer.send(Wire.establish(peer.id, Guids.NIL));
			peer.read();
			peer.send(continuation);
			assertThat(peer.isClosed()).isTrue();
			assertThat(sink.count()).isZero();
		}
	}

	@Test
	void aSetUpPacketInAnOpenSessionEndsIt() throws IOException {
		for (byte[] packet : List.of(Wire.establish(SOMEBODY, Guids.NIL), Wire.parameters(500, 20_000, 64))) {
			try (RawPeer peer = RawPeer.open(listener.localPort())) {
				peer.send(packet);
				assertThat(peer.isClosed()).isTrue();
			}
		}
	}

	@Test
	void theSetUpAsAWholeHasADeadline() throws IOException {
		listener.close();
		listener = start(SessionOptions.DEFAULT.withSetUpTimeout(Duration.ofSeconds(1)));
		byte[] request = Wire.establish(SOMEBODY, Guids.NIL);
		try (RawPeer silent = connect(); RawPeer slow = connect(); RawPeer half = connect()) {
			half.send(request);
			half.read();
			long begun = System.nanoTime();
			boolean closed = false;
			for (int at = 0; at < request.length && !closed; at++) {
				slow.send(new byte[]{ request[at] });
				closed = !slow.isQuiet(50);
			}
			assertThat(closed).as("a byte now and then is not enough").isTrue();
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
			assertThat(silent.isClosed()).isTrue();
			assertThat(half.isClosed()).isTrue();
		}
	}

	@Test
	void twoInitiatorsWithTheSameIdHaveASessionEach() throws IOException {
		UUID same = UUID.randomUUID();
		try (RawPeer one = connect(); RawPeer other = connect()) {
			for (RawPeer peer : List.of(one, other)) {
				peer.send(Wire.establish(same, Guids.NIL));
				peer.read();
				peer.send(Wire.parameters(500, 20_000, 64));
				peer.read();
			}
			one.send(Wire.message(same, 1, Wire.EXPRESS, "one"));
			other.send(Wire.message(same, 2, Wire.EXPRESS, "other"));
			assertThat(one.readAck().acknowledged()).isEqualTo(1);
			assertThat(other.readAck().acknowledged()).isEqualTo(1);
			one.close();
			other.send(Wire.message(same, 3, Wire.EXPRESS, "still"));
			assertThat(other.readAck().acknowledged()).isEqualTo(2);
		}
	}

	@Test
	void aReconnectBeginsToCountAnew() throws IOException {
		for (int round = 1; round <= 3; round++) {
			try (RawPeer peer = RawPeer.open(listener.localPort())) {
				peer.send(Wire.message(peer.id, round, Wire.EXPRESS, "x"));
				Wire.Header header = peer.readAck();
				assertThat(header).isEqualTo(new Wire.Header(1, 0, 0, 0, 0, 64));
			}
		}
	}
}
