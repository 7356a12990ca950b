package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** When the receiver acknowledges, and what ([MS-MQQB] 3.1.2.5, 3.1.5.8.7, 3.1.6.4). */
@Timeout(60)
class AcknowledgingTest {

	private static final UUID SOURCE = UUID.randomUUID();
	/** The longest that can be agreed on: for these tests as good as never. */
	private static final int NEVER = 120_000;

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

	private RawPeer open(int recoverableAck, int window) throws IOException {
		return RawPeer.open(listener.localPort(), recoverableAck, NEVER, window);
	}

	private static byte[] messages(int first, int count, int delivery) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (int ordinal = first; ordinal < first + count; ordinal++) {
			all.write(Wire.message(SOURCE, ordinal, delivery, "x"));
		}
		return all.toByteArray();
	}

	@Test
	void aRecoverableMessageIsAcknowledgedOnlyWhenTheSinkHasIt() throws Exception {
		sink.hold();
		try (RawPeer peer = open(500, 64)) {
			peer.send(Wire.message(SOURCE, 1, Wire.RECOVERABLE, "x"));
			sink.await(1);
			Wire.Header received = peer.readAck();
			assertThat(received).as("when the time is over: it came, and is not on disk")
					.isEqualTo(new Wire.Header(1, 0, 0, 0, 0, 64));
			assertThat(peer.isQuiet(700)).isTrue();
			sink.complete(0);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(1, 1, 1, 0, 0, 64));
		}
	}

	@Test
	void anExpressMessageIsAcknowledgedOnlyWhenTheSinkHasIt() throws Exception {
		sink.hold();
		try (RawPeer peer = open(500, 64)) {
			peer.send(messages(1, 2, Wire.EXPRESS));
			sink.await(2);
			assertThat(peer.isQuiet(200)).isTrue();
			sink.complete(1);
			assertThat(peer.isQuiet(200)).as("the first would be acknowledged as well").isTrue();
			sink.complete(0);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(2, 0, 0, 0, 0, 64));
		}
	}

	@Test
	void theLastRecoverableMessageIsAcknowledgedAtOnce() throws Exception {
		try (RawPeer peer = open(NEVER, 64)) {
			for (int number = 1; number <= 5; number++) {
				peer.send(messages(number, 1, Wire.RECOVERABLE));
				assertThat(peer.readAck()).isEqualTo(new Wire.Header(number, number, 1, 0, 0, 64));
			}
		}
	}

	@Test
	void recoverableMessagesWaitForOthersAsLongAsTheInitiatorAskedFor() throws Exception {
		sink.hold();
		try (RawPeer peer = open(900, 64)) {
			long begun = System.nanoTime();
			peer.send(messages(1, 3, Wire.RECOVERABLE));
			sink.await(3);
			sink.complete(0);
			sink.complete(1);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(3, 1, 0b11, 0, 0, 64));
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
			sink.complete(2);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(3, 3, 1, 0, 0, 64));
		}
	}

	@Test
	void theCountDoesNotGoBeyondWhatIsOnDisk() throws Exception {
		sink.hold();
		try (RawPeer peer = open(NEVER, 64)) {
			peer.send(messages(1, 1, Wire.EXPRESS));
			peer.send(messages(2, 2, Wire.RECOVERABLE));
			peer.send(messages(4, 1, Wire.EXPRESS));
			sink.await(4);
			sink.complete(3);
			sink.complete(0);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(1, 0, 0, 0, 0, 64));
			sink.complete(1);
			assertThat(peer.isQuiet(200)).isTrue();
			sink.complete(2);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(4, 1, 0b11, 0, 0, 64));
		}
	}

	@Test
	void recoverableMessagesAreAcknowledgedAtOnceWhen32AreOnDisk() throws Exception {
		sink.hold();
		try (RawPeer peer = open(NEVER, 64)) {
			peer.send(messages(1, 40, Wire.RECOVERABLE));
			sink.await(40);
			for (int done = 0; done < 31; done++) {
				sink.complete(done);
			}
			assertThat(peer.isQuiet(200)).isTrue();
			sink.complete(31);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(32, 1, -1, 0, 0, 64));
		}
	}

	@Test
	void aSmallWindowOfTheSenderIsAcknowledgedByItsHalf() throws Exception {
		sink.hold();
		try (RawPeer peer = open(NEVER, 8)) {
			peer.send(messages(1, 8, Wire.RECOVERABLE));
			sink.await(8);
			for (int done = 0; done < 3; done++) {
				sink.complete(done);
			}
			assertThat(peer.isQuiet(200)).isTrue();
			sink.complete(3);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(4, 1, 0b1111, 0, 0, 64));
		}
	}

	@RepeatedTest(20)
	void aPeerThatStopsToSendGetsItsLastAcknowledgement() throws Exception {
		sink.hold();
		try (RawPeer peer = open(NEVER, 64)) {
			peer.send(messages(1, 2, Wire.RECOVERABLE));
			peer.socket().shutdownOutput();
			sink.await(2);
			sink.complete(0);
			sink.complete(1);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(2, 1, 0b11, 0, 0, 64));
			assertThat(peer.isClosed()).isTrue();
		}
	}

	@Test
	void everyRecoverableMessageIsAcknowledgedAndNoneTwice() throws Exception {
		try (RawPeer peer = open(500, 64)) {
			int count = 1000;
			Set<Integer> covered = new HashSet<>();
			Thread sender = new Thread(() -> {
				try {
					peer.send(messages(1, count, Wire.RECOVERABLE));
				} catch (IOException e) {
					throw new IllegalStateException(e);
				}
			});
			sender.start();
			int packets = 0;
			while (covered.size() < count) {
				Wire.Header header = peer.readAck();
				packets++;
				for (int bit = 0; bit < 32; bit++) {
					if ((header.bits() >>> bit & 1) == 1) {
						assertThat(covered.add(header.base() + bit)).as("number %d", header.base() + bit).isTrue();
					}
				}
			}
			sender.join();
			assertThat(covered).contains(1, count).doesNotContain(0, count + 1);
			assertThat(packets).as("32 in each at best").isBetween(count / 32, count);
			assertThat(peer.isQuiet(700)).isTrue();
		}
	}

	@Test
	void aMessageThatIsStoredLateHoldsBackTheOnesBehindIt() throws Exception {
		sink.hold();
		try (RawPeer peer = open(NEVER, 64)) {
			peer.send(messages(1, 3, Wire.RECOVERABLE));
			sink.await(3);
			sink.complete(1);
			sink.complete(2);
			assertThat(peer.isQuiet(200)).as("a base acknowledges what is below it").isTrue();
			sink.complete(0);
			assertThat(peer.readAck()).isEqualTo(new Wire.Header(3, 1, 0b111, 0, 0, 64));
		}
	}

	@Test
	void messagesBeyondTwiceTheWindowAreNotTakenBeforeTheSinkIsDone() throws Exception {
		sink.hold();
		try (RawPeer peer = open(NEVER, 64)) {
			peer.send(messages(1, 200, Wire.EXPRESS));
			sink.await(128);
			assertThat(peer.isQuiet(300)).isTrue();
			assertThat(sink.count()).isEqualTo(128);
			for (int done = 0; done < 100; done++) {
				sink.complete(done);
			}
			sink.await(200);
			for (int done = 100; done < 200; done++) {
				sink.complete(done);
			}
			assertThat(peer.readAcksUpTo(200).acknowledged()).isEqualTo(200);
		}
	}

	@Test
	void aSinkThatFailsKeepsWhatIsBehindFromBeingAcknowledged() throws Exception {
		sink.hold();
		try (RawPeer peer = open(NEVER, 2)) {
			peer.send(messages(1, 2, Wire.RECOVERABLE));
			sink.await(2);
			sink.complete(1);
			sink.fail(0);
			assertThat(peer.isClosed()).isTrue();
		}
	}

	@Test
	void countsWrapAfter65536Messages() throws Exception {
		int count = 66_000;
		try (RawPeer peer = open(500, 64)) {
			Thread sender = new Thread(() -> {
				try {
					for (int sent = 0; sent < count; sent += 1000) {
						peer.send(messages(sent + 1, 1000, Wire.RECOVERABLE));
					}
				} catch (IOException e) {
					throw new IllegalStateException(e);
				}
			});
			sender.start();
			int acknowledged = 0;
			int covered = 0;
			while (covered < count) {
				Wire.Header header = peer.readAck();
				acknowledged += header.acknowledged() - acknowledged & 0xFFFF;
				if (header.bits() != 0) {
					assertThat(header.base()).as("one behind the last").isEqualTo(covered + 1 & 0xFFFF);
					covered += Integer.bitCount(header.bits());
				}
			}
			sender.join();
			assertThat(acknowledged).isEqualTo(count);
			peer.send(Wire.ack(new Wire.Header(0, 0, 0, count & 0xFFFF, count & 0xFFFF, 64)));
			peer.send(Wire.message(SOURCE, count + 1, Wire.EXPRESS, "the session is still open"));
			peer.readAcksUpTo(count + 1 & 0xFFFF);
		}
	}
}
