package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.MessagePacket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Peers that are many, slow or greedy. */
@Timeout(60)
class BoundsTest {

	private static final UUID SOURCE = UUID.randomUUID();
	private static final int MEBIBYTE = 1024 * 1024;

	private final Sink sink = new Sink();
	private TransferListener listener;

	private void start(SessionOptions options, TransferLimits limits) throws IOException {
		listener = TransferListener.start(UUID.randomUUID(), options, limits, sink,
				List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
	}

	@AfterEach
	void stop() {
		listener.close();
	}

	private RawPeer open() throws IOException {
		return RawPeer.open(listener.localPort());
	}

	private void serves() throws IOException {
		try (RawPeer peer = open()) {
			peer.send(Wire.message(SOURCE, 1, Wire.EXPRESS, "next"));
			assertThat(peer.readAck().acknowledged()).isEqualTo(1);
		}
	}

	private static void await(String what, BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as(what).isLessThan(deadline);
			Thread.sleep(5);
		}
	}

	@Test
	void aThousandQuickConnectionsLeaveNothingBehind() throws Exception {
		start(SessionOptions.DEFAULT, TransferLimits.DEFAULT);
		for (int i = 0; i < 1000; i++) {
			RawPeer.connect(listener.localPort()).close();
		}
		serves();
		await("no connection is left", () -> listener.connections() == 0);
	}

	@Test
	void connectionsWithoutASessionMakeRoomForNewOnes() throws Exception {
		start(SessionOptions.DEFAULT, new TransferLimits(8, 8, 16 * MEBIBYTE));
		List<RawPeer> silent = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			silent.add(RawPeer.connect(listener.localPort()));
		}
		try (RawPeer session = open()) {
			serves();
			assertThat(listener.connections()).isLessThanOrEqualTo(8);
			assertThat(silent.get(0).isClosed()).isTrue();
			session.send(Wire.message(SOURCE, 2, Wire.EXPRESS, "sessions stay"));
			assertThat(session.readAck().acknowledged()).isEqualTo(1);
		}
		for (RawPeer peer : silent) {
			peer.close();
		}
	}

	@Test
	void aSessionTooManyIsRefusedAndTheOthersGoOn() throws Exception {
		start(SessionOptions.DEFAULT, new TransferLimits(3, 3, 16 * MEBIBYTE));
		try (RawPeer one = open();
				RawPeer two = open();
				RawPeer three = open();
				RawPeer four = RawPeer.connect(listener.localPort())) {
			four.send(Wire.establish(four.id, Guids.NIL));
			assertThat(four.read()[18]).as("refused").isEqualTo((byte) 0x12);
			assertThat(four.isClosed()).isTrue();
			for (RawPeer peer : List.of(one, two, three)) {
				peer.send(Wire.message(SOURCE, 1, Wire.EXPRESS, "x"));
				assertThat(peer.readAck().acknowledged()).isEqualTo(1);
			}
			one.close();
			await("one has gone", () -> listener.sessions() == 2);
			serves();
		}
	}

	@Test
	void oneAddressCannotTakeAllSessions() throws Exception {
		start(SessionOptions.DEFAULT, new TransferLimits(100, 2, 16 * MEBIBYTE));
		try (RawPeer one = open(); RawPeer two = open(); RawPeer three = RawPeer.connect(listener.localPort())) {
			three.send(Wire.establish(three.id, Guids.NIL));
			assertThat(three.read()[18]).as("refused").isEqualTo((byte) 0x12);
		}
	}

	@Test
	void aPacketThatComesTooSlowlyEndsTheSession() throws Exception {
		start(SessionOptions.DEFAULT.withPacketTimeout(Duration.ofSeconds(1)), TransferLimits.DEFAULT);
		byte[] message = Wire.message(SOURCE, 1, Wire.EXPRESS, "slow");
		try (RawPeer head = open(); RawPeer rest = open(); RawPeer idle = open()) {
			head.send(Arrays.copyOf(message, 10));
			boolean open = true;
			for (int at = 0; at < message.length - 1 && open; at++) {
				rest.send(new byte[]{ message[at] });
				open = rest.isQuiet(20);
			}
			assertThat(open).as("a byte now and then is not enough").isFalse();
			assertThat(head.isClosed()).isTrue();
			assertThat(idle.isQuiet(100)).as("between packets there is no hurry").isTrue();
		}
	}

	@Test
	void aSessionWithoutMessagesIsEnded() throws Exception {
		start(SessionOptions.DEFAULT.withIdleTimeout(Duration.ofMillis(300)), TransferLimits.DEFAULT);
		try (RawPeer peer = open()) {
			assertThat(peer.isClosed()).isTrue();
		}
		await("no session is left", () -> listener.sessions() == 0);
	}

	@Test
	void aClientThatNeverReadsAcknowledgementsIsServedAndHurtsNobody() throws Exception {
		start(SessionOptions.DEFAULT, TransferLimits.DEFAULT);
		int count = 5000;
		try (RawPeer deaf = open()) {
			for (int ordinal = 1; ordinal <= count; ordinal++) {
				deaf.send(Wire.message(SOURCE, ordinal, Wire.EXPRESS, "x"));
			}
			sink.await(count);
			serves();
			assertThat(deaf.readAcksUpTo(count).acknowledged()).isEqualTo(count);
		}
	}

	@Test
	void largePacketsWaitForMemoryAndAllArrive() throws Exception {
		start(SessionOptions.DEFAULT, new TransferLimits(100, 100, 9 * MEBIBYTE));
		byte[] body = new byte[3 * MEBIBYTE];
		List<CompletableFuture<Void>> senders = new ArrayList<>();
		for (int sender = 0; sender < 8; sender++) {
			int ordinal = sender + 1;
			senders.add(CompletableFuture.runAsync(() -> {
				try (RawPeer peer = open()) {
					peer.send(Wire.message(SOURCE, ordinal, Wire.EXPRESS, body));
					peer.readAcksUpTo(1);
				} catch (IOException e) {
					throw new CompletionException(e);
				}
			}));
		}
		for (CompletableFuture<Void> sender : senders) {
			sender.get(20, TimeUnit.SECONDS);
		}
		assertThat(sink.count()).isEqualTo(8);
	}

	@Test
	void announcedPacketsThatDoNotComeGiveTheirMemoryBack() throws Exception {
		start(SessionOptions.DEFAULT.withPacketTimeout(Duration.ofSeconds(1)),
				new TransferLimits(100, 100, 5 * MEBIBYTE));
		byte[] announced = Arrays.copyOf(Wire.message(SOURCE, 1, Wire.EXPRESS, "x"), 64);
		Wire.buffer(announced).putInt(8, 4 * MEBIBYTE);
		try (RawPeer greedy = open()) {
			greedy.send(announced);
			greedy.reset();
		}
		try (RawPeer peer = open()) {
			byte[] large = Wire.message(SOURCE, 2, Wire.EXPRESS, new byte[3 * MEBIBYTE]);
			peer.send(large);
			assertThat(peer.readAck().acknowledged()).isEqualTo(1);
		}
	}

	@Test
	void memoryIsHeldUntilTheSinkIsDone() throws Exception {
		start(SessionOptions.DEFAULT, new TransferLimits(100, 100, 5 * MEBIBYTE));
		sink.hold();
		try (RawPeer first = open(); RawPeer second = open()) {
			first.send(Wire.message(SOURCE, 1, Wire.EXPRESS, new byte[3 * MEBIBYTE]));
			sink.await(1);
			CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
				try {
					second.send(Wire.message(SOURCE, 2, Wire.EXPRESS, new byte[3 * MEBIBYTE]));
				} catch (IOException e) {
					throw new CompletionException(e);
				}
			});
			assertThat(second.isQuiet(200)).isTrue();
			assertThat(sink.count()).isEqualTo(1);
			sink.complete(0);
			sink.await(2);
			sending.get(5, TimeUnit.SECONDS);
		}
	}

	@Test
	void eightSendersAtATimeLoseNothing() throws Exception {
		start(SessionOptions.DEFAULT, TransferLimits.DEFAULT);
		int each = 2000;
		List<CompletableFuture<Long>> senders = new ArrayList<>();
		for (int sender = 0; sender < 8; sender++) {
			senders.add(CompletableFuture.supplyAsync(() -> send(each)));
		}
		for (CompletableFuture<Long> sender : senders) {
			assertThat(sender.get(30, TimeUnit.SECONDS)).isEqualTo(each);
		}
		assertThat(sink.count()).isEqualTo(8 * each);
		assertThat(sink.await(8 * each).stream().map(incoming -> incoming.packet().id()).distinct().count())
				.isEqualTo(8 * each);
	}

	/** With our own initiator. */
	private long send(int count) {
		UUID self = UUID.randomUUID();
		try (TransferSession session = TransferSession.connect("127.0.0.1", listener.localPort(), self,
				SessionOptions.DEFAULT)) {
			CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
			for (int ordinal = 1; ordinal <= count; ordinal++) {
				all = CompletableFuture.allOf(all,
						session.send(MessagePacket
								.parse(Wire.message(self, ordinal, ordinal % 2 * Wire.RECOVERABLE, "x")))
								.toCompletableFuture());
			}
			all.get(20, TimeUnit.SECONDS);
			return session.confirmed();
		} catch (Exception e) {
			throw new CompletionException(e);
		}
	}

	@Test
	void closingTheListenerEndsEverySession() throws Exception {
		start(SessionOptions.DEFAULT, TransferLimits.DEFAULT);
		sink.hold();
		try (RawPeer open = open(); RawPeer setUp = RawPeer.connect(listener.localPort()); RawPeer full = open()) {
			for (int ordinal = 1; ordinal <= 200; ordinal++) {
				full.send(Wire.message(SOURCE, ordinal, Wire.EXPRESS, "x"));
			}
			sink.await(128);
			listener.close();
			assertThat(open.isClosed()).isTrue();
			assertThat(setUp.isClosed()).isTrue();
			assertThat(full.isClosed()).isTrue();
		}
		await("no thread of the listener is left", () -> Thread.getAllStackTraces().keySet().stream()
				.noneMatch(thread -> thread.getName().equals("transfer")));
	}
}
