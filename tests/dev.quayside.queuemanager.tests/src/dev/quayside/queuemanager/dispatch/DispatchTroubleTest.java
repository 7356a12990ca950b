package dev.quayside.queuemanager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionAck.OrderAck;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.msmq.transfer.RawPeer;
import dev.quayside.msmq.transfer.ResendSchedule;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.Wire;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.store.StoreChange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What must not hold up or spoil an outgoing queue: dead hosts, administrators, strangers, a slow disk. */
@Timeout(60)
class DispatchTroubleTest extends DispatchFixture {

	private static final int PATIENCE = 20;

	@Test
	void anOrderAckOfSomebodyElseTakesNothing() throws Exception {
		CompletableFuture<RawPeer> peer = peer("message 1");
		send(transactional());
		RawPeer raw = peer.get(PATIENCE, TimeUnit.SECONDS);
		await(() -> dispatcher.describe(outgoing()).sequences().unacknowledged() == 1);
		OrderAck ack = new OrderAck(dispatcher.describe(outgoing()).sequences().next().sequence(), 1);
		dispatcher.take(ack, UUID.randomUUID());
		assertThat(outgoing().count()).isEqualTo(1);
		assertThat(dispatcher.describe(outgoing()).sequences().unacknowledged()).isEqualTo(1);
		dispatcher.take(ack, raw.id);
		await(() -> outgoing().count() == 0);
	}

	@Test
	void aFinalAckOfSomebodyElseTakesNothing() throws Exception {
		CompletableFuture<RawPeer> peer = peer("message 1");
		MessageId id = send(transactional().journal(UserHeader.POSITIVE_JOURNAL)).id();
		RawPeer raw = peer.get(PATIENCE, TimeUnit.SECONDS);
		FinalAck ack = new FinalAck(MessageClass.ACK_RECEIVE,
				dispatcher.describe(outgoing()).sequences().next().sequence(), 1, 0, id);
		dispatcher.take(ack, UUID.randomUUID());
		assertThat(outgoing().count()).isEqualTo(1);
		dispatcher.take(ack, raw.id);
		await(() -> outgoing().count() == 0);
	}

	@Test
	void messagesThatWerePurgedLeaveNoGap() throws Exception {
		manager.outgoing(DESTINATION, true);
		dispatcher.setPaused(outgoing(), true).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		send(transactional());
		send(transactional());
		outgoing().open(true, false).purge().toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		assertThat(outgoing().count()).isZero();
		send(transactional());
		CompletableFuture<TransactionHeader> sent = new CompletableFuture<>();
		acceptor.next(raw -> {
			raw.accept(64);
			sent.complete(read(raw).transaction().orElseThrow());
		});
		dispatcher.setPaused(outgoing(), false).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		assertThat(sent.get(PATIENCE, TimeUnit.SECONDS).previousNumber()).isZero();
		await(() -> dispatcher.describe(outgoing()).sequences().unacknowledged() == 1);
	}

	@Test
	void aSessionThatBreaksWhileAMessageLeavesMakesNoSecondCopy() throws Exception {
		held.hold(StoreChange.Delete.class);
		CompletableFuture<RawPeer> first = acceptor.next(raw -> {
			raw.accept(64);
			assertThat(read(raw).properties().label()).isEqualTo("message 1");
			raw.send(Wire.ack(new Wire.Header(1, 1, 1, 0, 0, 64)));
		});
		send(message().journal(UserHeader.POSITIVE_JOURNAL));
		RawPeer raw = first.get(PATIENCE, TimeUnit.SECONDS);
		await(() -> held.held() == 1);
		CompletableFuture<RawPeer> second = peer("message 2");
		raw.close();
		send(message());
		second.get(PATIENCE, TimeUnit.SECONDS);
		held.proceed();
		await(() -> outgoing().count() == 0);
		assertThat(manager.systemQueue(SystemQueue.JOURNAL).count()).isEqualTo(1);
	}

	@Test
	void whoAsksForTheStateDoesNotWaitForTheDisk() throws Exception {
		manager.outgoing(DESTINATION, true);
		dispatcher.setPaused(outgoing(), true).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		CountDownLatch gate = new CountDownLatch(1);
		held.gate = gate;
		MessageBuilder message = transactional();
		CompletableFuture<Object> sending = CompletableFuture.supplyAsync(() -> {
			try {
				return send(message);
			} catch (Exception e) {
				throw new IllegalStateException(e);
			}
		}, task -> new Thread(task).start());
		try {
			await(() -> dispatcher.describe(outgoing()).sequences().unacknowledged() == 1);
			Queue queue = outgoing();
			CompletableFuture.supplyAsync(() -> {
				try {
					return dispatcher.describe(queue);
				} catch (Exception e) {
					throw new IllegalStateException(e);
				}
			}, task -> new Thread(task).start()).get(PATIENCE, TimeUnit.SECONDS);
			assertThat(sending).isNotDone();
		} finally {
			gate.countDown();
		}
		sending.get(PATIENCE, TimeUnit.SECONDS);
	}

	@Test
	void hostsThatAreDeadHoldUpNobody() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"))) {
			ports.put("127.0.0.2", silent.getLocalPort());
			restart(OPTIONS);
			for (int i = 0; i < 12; i++) {
				FormatName dead = FormatName.parse("DIRECT=TCP:127.0.0.2\\private$\\dead" + i);
				dispatcher.send(dead, new MessageBuilder(manager.id(), dead).ordinal(100 + i).build())
						.toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
			}
			List<Socket> dead = new ArrayList<>();
			for (int i = 0; i < 12; i++) {
				dead.add(silent.accept());
			}
			CompletableFuture<RawPeer> peer = peer("message 1");
			send(message());
			peer.get(PATIENCE, TimeUnit.SECONDS);
			for (Socket socket : dead) {
				socket.close();
			}
		}
	}

	@Test
	void peersThatDoNotReadHoldUpNobody() throws Exception {
		int count = 12;
		try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"))) {
			deaf.setReceiveBufferSize(4096);
			ports.put("127.0.0.2", deaf.getLocalPort());
			restart(OPTIONS);
			for (int i = 0; i < count; i++) {
				FormatName name = FormatName.parse("DIRECT=TCP:127.0.0.2\\private$\\deaf" + i);
				dispatcher.send(name, new MessageBuilder(manager.id(), name).ordinal(100 + i)
						.body(0x1011, new byte[3_500_000]).build()).toCompletableFuture()
						.get(PATIENCE, TimeUnit.SECONDS);
			}
			List<RawPeer> peers = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				RawPeer peer = new RawPeer(deaf.accept());
				peer.accept(64);
				assertThat(peer.socket().getInputStream().read()).isEqualTo(0x10);
				peers.add(peer);
			}
			CompletableFuture<RawPeer> peer = peer("message 1");
			send(message());
			peer.get(PATIENCE, TimeUnit.SECONDS);
			for (RawPeer each : peers) {
				each.close();
			}
		}
	}

	@Test
	void aQueueThatIsPausedAndResumedLeavesAPeerThatDoesNotRead() throws Exception {
		sendToADeafPeer();
		dispatcher.setPaused(outgoing(), true).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		CompletableFuture<RawPeer> next = peer("message 1");
		dispatcher.setPaused(outgoing(), false).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		next.get(PATIENCE, TimeUnit.SECONDS);
	}

	@Test
	void aQueueManagerThatGoesOfflineAndBackLeavesItToo() throws Exception {
		sendToADeafPeer();
		dispatcher.setOnline(false).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		CompletableFuture<RawPeer> next = peer("message 1");
		dispatcher.setOnline(true).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		next.get(PATIENCE, TimeUnit.SECONDS);
	}

	/** More than the system keeps for it. */
	private void sendToADeafPeer() throws Exception {
		CompletableFuture<RawPeer> deaf = acceptor.next(raw -> {
			raw.accept(64);
			assertThat(raw.socket().getInputStream().read()).isEqualTo(0x10);
		});
		for (int i = 0; i < 8; i++) {
			send(message().body(0x1011, new byte[3_500_000]));
		}
		deaf.get(PATIENCE, TimeUnit.SECONDS);
	}

	@Test
	void aSequenceIsGreaterThanThoseBeforeAlsoWhenTheClockGoesBack() throws Exception {
		DispatchOptions forgetful = new DispatchOptions(SessionOptions.DEFAULT, Duration.ofMillis(50),
				Duration.ofMillis(200), ResendSchedule.every(Duration.ofHours(1)), Duration.ofMillis(20), 3);
		restart(forgetful);
		long first = sequenceOfOne();
		await(() -> manager.outgoing(DESTINATION, false).isEmpty());
		clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
		restart(forgetful);
		long second = sequenceOfOne();
		assertThat(second).isGreaterThan(first);
		restart(forgetful);
		assertThat(sequenceOfOne()).isGreaterThan(second);
	}

	/** Sends one message, which arrives, and ends the session. */
	private long sequenceOfOne() throws Exception {
		CompletableFuture<TransactionHeader> sent = new CompletableFuture<>();
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(64);
			sent.complete(read(raw).transaction().orElseThrow());
		});
		send(transactional());
		RawPeer raw = peer.get(PATIENCE, TimeUnit.SECONDS);
		TransactionHeader header = sent.get(PATIENCE, TimeUnit.SECONDS);
		dispatcher.take(new OrderAck(header.sequenceId(), header.sequenceNumber()), raw.id);
		await(() -> outgoing().count() == 0);
		raw.close();
		return header.sequenceId();
	}

	@Test
	void nothingIsKeptOfAQueueThatIsAskedForWhenItHasGone() throws Exception {
		CompletableFuture<RawPeer> peer = peer("message 1");
		send(message());
		peer.get(PATIENCE, TimeUnit.SECONDS);
		Queue queue = outgoing();
		await(() -> queue.count() == 0 && manager.retire(queue));
		dispatcher.describe(queue);
		await(() -> dispatcher.links() == 0);
	}

	@Test
	void anAcknowledgementForSomebodyWhoNeverComesDoesNotStay() throws Exception {
		FormatName stranger = new FormatName.PrivateQueue(UUID.randomUUID(), 4, false);
		FinalAck ack = new FinalAck(MessageClass.ACK_RECEIVE, 1, 1, 0, new MessageId(UUID.randomUUID(), 1));
		long now = System.currentTimeMillis() / 1000;
		dispatcher.send(stranger, ack.packet(new MessageId(manager.id(), 1), "127.0.0.3", now - 8 * 86_400))
				.toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		Queue queue = manager.outgoing(stranger, false).orElseThrow();
		dispatcher.send(stranger, ack.packet(new MessageId(manager.id(), 2), "127.0.0.3", now)).toCompletableFuture()
				.get(PATIENCE, TimeUnit.SECONDS);
		await(() -> dispatcher.describe(queue).history().size() > 1 && queue.count() == 1);
	}

	@Test
	void anOutgoingQueueThatHasBeenIdleForLongIsForgotten() throws Exception {
		restart(new DispatchOptions(SessionOptions.DEFAULT, Duration.ofMillis(50), Duration.ofMillis(200),
				ResendSchedule.every(Duration.ofHours(1)), Duration.ofMillis(20), 3));
		CompletableFuture<RawPeer> peer = peer("message 1");
		send(message());
		RawPeer raw = peer.get(PATIENCE, TimeUnit.SECONDS);
		await(() -> outgoing().count() == 0);
		raw.close();
		await(() -> manager.outgoing(DESTINATION, false).isEmpty());
		peer = peer("message 2");
		send(message());
		peer.get(PATIENCE, TimeUnit.SECONDS);
	}
}
