package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.packet.PacketException;
import dev.quayside.testkit.Hostile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/** Messages that do not conform ([MS-MQQB] 3.1.5.1.3): truncated, corrupted, with fields that must not be. */
@Timeout(60)
class MalformedMessageTest {

	private static final UUID SOURCE = UUID.randomUUID();
	private static final int FLAGS = 60;
	private static final int SECURITY = 0x80000;
	private static final int TRANSACTION = 0x100000;

	private final Sink sink = new Sink();
	private TransferListener listener;

	@BeforeEach
	void start() throws IOException {
		listener = TransferListener.start(UUID.randomUUID(), SessionOptions.DEFAULT, sink,
				List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
	}

	@AfterEach
	void stop() {
		listener.close();
	}

	private RawPeer open() throws IOException {
		return RawPeer.open(listener.localPort());
	}

	private static byte[] flags(int change) {
		byte[] message = Wire.message(SOURCE, 1, Wire.EXPRESS, "wrong");
		Wire.buffer(message).putInt(FLAGS, Wire.buffer(message).getInt(FLAGS) ^ change);
		return message;
	}

	private static byte[] put(int at, int value) {
		byte[] message = Wire.message(SOURCE, 1, Wire.EXPRESS, "wrong");
		message[at] = (byte) value;
		return message;
	}

	/** Messages that do not conform: the session ends and nothing is handed on. */
	static Stream<byte[]> malformed() {
		byte[] longer = Arrays.copyOf(put(0, 0x10), put(0, 0x10).length + 12);
		Wire.buffer(longer).putInt(8, longer.length);
		byte[] shorter = put(0, 0x10);
		Wire.buffer(shorter).putInt(8, shorter.length - 8);
		byte[] traced = put(3, 1);
		return Stream.of(put(0, 0x11), put(7, 'X'), put(8, 12), put(11, 1), longer, shorter, traced, //
				flags(0x1E), flags(0x1F), flags(0x40), flags(0x60), //
				flags(0x1C00 ^ 0x0400), flags(0x1C00 ^ 0x0800), flags(0x1C00 ^ 0x1000), flags(0x1C00 ^ 0x1800),
				flags(0x2000), flags(0x8000), //
				flags(0x200000), flags(TRANSACTION), flags(SECURITY), flags(0x400000), flags(0x800000),
				flags(0x2000000), flags(0x10000000), //
				put(64, 1), put(64, 0xFF), put(65, 0xFF));
	}

	@ParameterizedTest
	@MethodSource("malformed")
	void aMalformedMessageEndsTheSessionAndIsNotTaken(byte[] message) throws IOException {
		try (RawPeer peer = open()) {
			peer.send(message);
			peer.socket().shutdownOutput();
			assertThat(peer.isClosed()).isTrue();
			assertThat(sink.count()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "0x80", "0x1000000", "0x4000000", "0x8000000", "0x20000000", "0x40000000", "0x80000000" })
	void reservedBitsOfTheUserHeaderAreIgnored(String bits) throws IOException {
		try (RawPeer peer = open()) {
			peer.send(flags(Integer.parseUnsignedInt(bits.substring(2), 16)));
			peer.readAcksUpTo(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "0x40", "0x80" })
	void reservedBitsOfTheBaseHeaderAreIgnored(String bits) throws IOException {
		try (RawPeer peer = open()) {
			peer.send(put(2, 3 | Integer.decode(bits)));
			peer.send(put(3, 0xFE));
			peer.send(put(1, 0xAA));
			peer.readAcksUpTo(3);
		}
	}

	@Test
	void everyTruncationOfASessionLeavesTheListenerInService() throws IOException {
		byte[] message = Wire.riding(Wire.message(SOURCE, 1, Wire.EXPRESS, "cut"),
				new Wire.Header(0, 0, 0, 1, 0, 64));
		for (int length = 1; length < message.length; length += 3) {
			try (RawPeer peer = open()) {
				peer.send(Arrays.copyOf(message, length));
				peer.socket().shutdownOutput();
				assertThat(peer.isClosed()).isTrue();
			}
		}
		assertThat(sink.count()).isZero();
		stillServes();
	}

	@Test
	void corruptedBytesLeaveTheListenerInService() throws IOException {
		SplittableRandom random = new SplittableRandom(4711);
		byte[] message = Wire.message(SOURCE, 1, Wire.EXPRESS, "corrupt");
		for (int round = 0; round < 300; round++) {
			byte[] bytes = message.clone();
			bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
			try (RawPeer peer = open()) {
				peer.send(bytes);
				peer.socket().shutdownOutput();
				while (peer.read() != null) {
					// an acknowledgement: the change did no harm
				}
			} catch (IOException e) {
				// a reset: the change was seen
			}
		}
		stillServes();
	}

	@Test
	void aUserMessageWithChangedBytesIsReadOrRefused() {
		byte[] riding = Wire.riding(Wire.message(SOURCE, 1, Wire.EXPRESS, "corrupt"),
				new Wire.Header(0, 0, 0, 1, 0, 64));
		Hostile.survivesCorruption(riding, 99, 50_000, UserMessage::read,
				PacketException.class);
	}

	private void stillServes() throws IOException {
		try (RawPeer peer = open()) {
			peer.send(Wire.message(SOURCE, 99, Wire.EXPRESS, "still here"));
			peer.readAcksUpTo(1);
		}
	}
}
