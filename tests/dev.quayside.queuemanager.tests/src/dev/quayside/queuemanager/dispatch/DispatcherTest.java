package dev.quayside.queuemanager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.MessageProperties;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.msmq.transfer.RawAcceptor;
import dev.quayside.msmq.transfer.RawPeer;
import dev.quayside.msmq.transfer.ResendSchedule;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.Wire;
import dev.quayside.queuemanager.delivery.Acknowledger;
import dev.quayside.queuemanager.delivery.Arrivals;
import dev.quayside.queuemanager.delivery.QueueOutbox;
import dev.quayside.queuemanager.delivery.SenderAccess;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.services.Transfers.State;
import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoredQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sending outgoing queues, with a real store, to a peer that reads and writes bytes. */
@Timeout(60)
class DispatcherTest {

	private static final FormatName DESTINATION = FormatName.parse("DIRECT=TCP:127.0.0.1\\private$\\there");
	private static final DispatchOptions OPTIONS = new DispatchOptions(SessionOptions.DEFAULT, Duration.ofMillis(50),
			Duration.ofMillis(200), ResendSchedule.every(Duration.ofHours(1)), Duration.ofMillis(50));

	@TempDir
	private Path data;
	private RawAcceptor acceptor;
	private int port;
	private MvMessageStore store;
	private ExecutorService executor;
	private QueueManager manager;
	private Arrivals arrivals;
	private Dispatcher dispatcher;
	private int ordinal;

	@BeforeEach
	void start() throws Exception {
		acceptor = new RawAcceptor();
		port = acceptor.port();
		run(OPTIONS);
	}

	private void run(DispatchOptions options) throws Exception {
		store = MvMessageStore.open(data);
		executor = Executors.newFixedThreadPool(2);
		Clock clock = Clock.systemUTC();
		manager = new QueueManager(store, executor, clock, Duration.ofMinutes(5));
		dispatcher = new Dispatcher(manager, new Peers(Map.of("127.0.0.1", port), () -> 1), options, clock);
		QueueOutbox outbox = new QueueOutbox(manager, dispatcher, clock);
		Acknowledger acknowledger = new Acknowledger(manager.id(), outbox, clock, false);
		arrivals = new Arrivals(manager, acknowledger, SenderAccess.OPEN, outbox, dispatcher::take, clock);
		dispatcher.start(acknowledger, arrivals, peer -> Optional.empty());
	}

	@AfterEach
	void stop() throws Exception {
		end();
		acceptor.close();
	}

	private void end() {
		arrivals.close();
		dispatcher.close();
		manager.close();
		executor.shutdownNow();
		store.close();
	}

	private void restart(DispatchOptions options) throws Exception {
		end();
		run(options);
	}

	private MessageBuilder message() {
		ordinal++;
		return new MessageBuilder(manager.id(), DESTINATION).ordinal(ordinal).recoverable()
				.sentTime(System.currentTimeMillis() / 1000).label("message " + ordinal);
	}

	private MessageBuilder transactional() {
		return message().transaction(new TransactionHeader(0, 0, 0, 0, Optional.empty()));
	}

	private MessagePacket send(MessageBuilder message) throws Exception {
		MessagePacket packet = message.build();
		dispatcher.send(DESTINATION, packet).toCompletableFuture().get(10, TimeUnit.SECONDS);
		return packet;
	}

	private Queue outgoing() throws Exception {
		return manager.outgoing(DESTINATION, false).orElseThrow();
	}

	private State state() throws Exception {
		return dispatcher.describe(outgoing()).state();
	}

	private static void await(Callable<Boolean> condition) throws Exception {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.call()) {
			assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
			Thread.sleep(10);
		}
	}

	/** The next message; acknowledgements of the session are passed over. */
	private static MessagePacket read(RawPeer peer) throws Exception {
		byte[] packet = peer.read();
		while ((packet[2] & 8) != 0) {
			packet = peer.read();
		}
		return MessagePacket.parse(packet);
	}

	/** A peer that has read so many messages, and acknowledged them on the session. */
	private CompletableFuture<RawPeer> peer(String... labels) {
		return acceptor.next(raw -> {
			raw.accept(64);
			for (String label : labels) {
				assertThat(read(raw).properties().label()).isEqualTo(label);
			}
			raw.send(Wire.ack(new Wire.Header(labels.length, 1, (1 << labels.length) - 1, 0, 0, 64)));
		});
	}

	private MessagePacket first(SystemQueue queue) throws Exception {
		StoredQueue stored = store.queue(manager.systemQueue(queue).number());
		await(() -> stored.count() == 1);
		OptionalLong id = stored.first();
		return MessagePacket.parse(stored.read(id.getAsLong(), true).packet());
	}

	@Test
	void aMessageLeavesItsQueueWhenItIsAcknowledged() throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(64);
			read(raw);
		});
		send(message());
		RawPeer raw = peer.get(10, TimeUnit.SECONDS);
		assertThat(outgoing().count()).isEqualTo(1);
		await(() -> state() == State.CONNECTED);
		assertThat(dispatcher.describe(outgoing()).nextHops()).containsExactly("IP=127.0.0.1");
		raw.send(Wire.ack(new Wire.Header(1, 1, 1, 0, 0, 64)));
		await(() -> outgoing().count() == 0);
	}

	@Test
	void higherPrioritiesGoFirst() throws Exception {
		acceptor.close();
		send(message().priority(1));
		send(message().priority(5));
		send(message().priority(1));
		acceptor = new RawAcceptor();
		port = acceptor.port();
		CompletableFuture<RawPeer> peer = peer("message 2", "message 1", "message 3");
		restart(OPTIONS);
		peer.get(10, TimeUnit.SECONDS);
		await(() -> outgoing().count() == 0);
	}

	@Test
	void afterABrokenConnectionWhatIsNotAcknowledgedGoesAgain() throws Exception {
		CompletableFuture<RawPeer> broken = acceptor.next(raw -> {
			raw.accept(64);
			read(raw);
			read(raw);
			raw.send(Wire.ack(new Wire.Header(1, 1, 1, 0, 0, 64)));
			raw.socket().shutdownOutput();
		});
		send(message());
		send(message());
		broken.get(10, TimeUnit.SECONDS);
		peer("message 2").get(10, TimeUnit.SECONDS);
		await(() -> outgoing().count() == 0);
	}

	@Test
	void aRestartGoesOnWithWhatIsLeft() throws Exception {
		acceptor.close();
		send(message());
		await(() -> state() == State.WAITING);
		acceptor = new RawAcceptor();
		port = acceptor.port();
		CompletableFuture<RawPeer> peer = peer("message 1");
		restart(OPTIONS);
		peer.get(10, TimeUnit.SECONDS);
		await(() -> outgoing().count() == 0);
	}

	@Test
	void aConnectionThatFailsIsInTheHistory() throws Exception {
		acceptor.close();
		send(message());
		await(() -> dispatcher.describe(outgoing()).history().size() > 1);
		assertThat(dispatcher.describe(outgoing()).history().get(0).status()).isEqualTo(0x80000004);
		assertThat(dispatcher.describe(outgoing()).history().get(0).address()).isEqualTo("127.0.0.1");
	}

	@Test
	void aPausedQueueSendsNothingAlsoAfterARestart() throws Exception {
		manager.outgoing(DESTINATION, true);
		dispatcher.setPaused(outgoing(), true).toCompletableFuture().get(10, TimeUnit.SECONDS);
		send(message());
		assertThat(state()).isEqualTo(State.ON_HOLD);
		restart(OPTIONS);
		assertThat(state()).isEqualTo(State.ON_HOLD);
		CompletableFuture<RawPeer> peer = peer("message 1");
		assertThat(peer).isNotDone();
		dispatcher.setPaused(outgoing(), false).toCompletableFuture().get(10, TimeUnit.SECONDS);
		peer.get(10, TimeUnit.SECONDS);
		await(() -> outgoing().count() == 0);
	}

	@Test
	void aQueueManagerThatIsOfflineSendsNothing() throws Exception {
		dispatcher.setOnline(false).toCompletableFuture().get(10, TimeUnit.SECONDS);
		send(message());
		assertThat(state()).isEqualTo(State.DISCONNECTED);
		restart(OPTIONS);
		assertThat(dispatcher.isOnline()).isFalse();
		CompletableFuture<RawPeer> peer = peer("message 1");
		dispatcher.setOnline(true).toCompletableFuture().get(10, TimeUnit.SECONDS);
		peer.get(10, TimeUnit.SECONDS);
	}

	@Test
	void whatIsTooLateGoesToTheDeadLetterQueueAndIsAcknowledged() throws Exception {
		acceptor.close();
		Queue admin = manager.create(QueueAttributes.named("admin"));
		FormatName name = new FormatName.PrivateQueue(manager.id(), admin.number(), false);
		send(message().sentTime(1000).timeToReachQueue(5).journal(UserHeader.NEGATIVE_JOURNAL).admin(name,
				MessageProperties.NEGATIVE_ARRIVAL));
		assertThat(first(SystemQueue.DEADLETTER).properties().label()).isEqualTo("message 1");
		await(() -> admin.count() == 1);
		assertThat(outgoing().count()).isZero();
		StoredQueue stored = store.queue(admin.number());
		MessagePacket nack = MessagePacket.parse(stored.read(stored.first().getAsLong(), true).packet());
		assertThat(nack.properties().messageClass()).isEqualTo(MessageClass.NACK_REACH_QUEUE_TIMEOUT);
	}

	@Test
	void whatAsksForItIsInTheJournalWhenItHasArrived() throws Exception {
		peer("message 1");
		send(message().journal(UserHeader.POSITIVE_JOURNAL));
		assertThat(first(SystemQueue.JOURNAL).properties().label()).isEqualTo("message 1");
		assertThat(outgoing().count()).isZero();
	}

	@Test
	void aTransactionalMessageStaysUntilItsOrderAck() throws Exception {
		RawPeer raw = transactionalPeer(2);
		await(() -> dispatcher.describe(outgoing()).sequences().unacknowledged() == 2);
		assertThat(outgoing().count()).isEqualTo(2);
		orderAck(raw, 1, 1);
		await(() -> outgoing().count() == 1);
		orderAck(raw, 2, 2);
		await(() -> outgoing().count() == 0);
		assertThat(dispatcher.describe(outgoing()).sequences().lastAck().number()).isEqualTo(2);
	}

	/** Sends so many, and lets the session acknowledge them. */
	private RawPeer transactionalPeer(int count) throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(64);
			for (int number = 1; number <= count; number++) {
				TransactionHeader header = read(raw).transaction().orElseThrow();
				assertThat(header.sequenceNumber()).isEqualTo(number);
				assertThat(header.previousNumber()).isEqualTo(number - 1);
			}
			raw.send(Wire.ack(new Wire.Header(count, 1, (1 << count) - 1, 0, 0, 64)));
		});
		for (int number = 1; number <= count; number++) {
			send(transactional());
		}
		return peer.get(10, TimeUnit.SECONDS);
	}

	private void orderAck(RawPeer raw, int acks, long number) throws Exception {
		long sequence = dispatcher.describe(outgoing()).sequences().next().sequence();
		raw.send(new TransactionAck.OrderAck(sequence, number)
				.packet(new MessageId(raw.id, acks), "127.0.0.1", 1_700_000_000L).encode());
	}

	@Test
	void transactionalMessagesGoAgainWithTheirNumbersAfterARestart() throws Exception {
		RawPeer raw = transactionalPeer(3);
		orderAck(raw, 1, 1);
		await(() -> outgoing().count() == 2);
		CompletableFuture<TransactionHeader> second = new CompletableFuture<>();
		acceptor.next(again -> {
			again.accept(64);
			second.complete(read(again).transaction().orElseThrow());
		});
		restart(OPTIONS);
		TransactionHeader header = second.get(10, TimeUnit.SECONDS);
		assertThat(header.sequenceNumber()).isEqualTo(2);
		assertThat(header.previousNumber()).isZero();
		assertThat(dispatcher.describe(outgoing()).sequences().next().number()).isEqualTo(4);
	}

	@Test
	void withoutOrderAckTransactionalMessagesGoAgainOnASchedule() throws Exception {
		restart(new DispatchOptions(SessionOptions.DEFAULT, Duration.ofMillis(50), Duration.ofMillis(200),
				ResendSchedule.every(Duration.ofSeconds(1)), Duration.ofMillis(50)));
		RawPeer raw = transactionalPeer(1);
		TransactionHeader again = read(raw).transaction().orElseThrow();
		assertThat(again.sequenceNumber()).isEqualTo(1);
		assertThat(again.previousNumber()).isZero();
		assertThat(dispatcher.describe(outgoing()).sequences().resendCount()).isPositive();
	}

	@Test
	void anAdministratorCanSendThemAgainAtOnce() throws Exception {
		RawPeer raw = transactionalPeer(1);
		dispatcher.resend(outgoing());
		assertThat(read(raw).transaction().orElseThrow().sequenceNumber()).isEqualTo(1);
	}

	@Test
	void whenAllAreAcknowledgedANewSequenceBegins() throws Exception {
		RawPeer raw = transactionalPeer(1);
		long before = dispatcher.describe(outgoing()).sequences().next().sequence();
		orderAck(raw, 1, 1);
		await(() -> outgoing().count() == 0);
		send(transactional());
		TransactionHeader header = read(raw).transaction().orElseThrow();
		assertThat(header.sequenceId()).isEqualTo(before + 1);
		assertThat(header.sequenceNumber()).isEqualTo(1);
	}

	@Test
	void oneThatAsksForItStaysUntilItsFinalAckAlsoAfterARestart() throws Exception {
		CompletableFuture<MessagePacket> sent = new CompletableFuture<>();
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(64);
			sent.complete(read(raw));
			raw.send(Wire.ack(new Wire.Header(1, 1, 1, 0, 0, 64)));
		});
		send(transactional().journal(UserHeader.POSITIVE_JOURNAL));
		orderAck(peer.get(10, TimeUnit.SECONDS), 1, 1);
		await(() -> dispatcher.describe(outgoing()).sequences().unread() == 1);
		restart(OPTIONS);
		assertThat(dispatcher.describe(outgoing()).sequences().unread()).isEqualTo(1);
		dispatcher.take(FinalAck.of(sent.get(), MessageClass.ACK_RECEIVE));
		assertThat(first(SystemQueue.JOURNAL).id()).isEqualTo(sent.get().id());
		assertThat(outgoing().count()).isZero();
	}

	@Test
	void oneThatWasRefusedGoesToTheTransactionalDeadLetterQueue() throws Exception {
		CompletableFuture<MessagePacket> sent = new CompletableFuture<>();
		acceptor.next(raw -> {
			raw.accept(64);
			sent.complete(read(raw));
			raw.send(FinalAck.of(sent.get(), MessageClass.NACK_BAD_DST_Q)
					.packet(new MessageId(raw.id, 1), manager.id(), 1_700_000_000L).encode());
		});
		send(transactional().journal(UserHeader.NEGATIVE_JOURNAL));
		assertThat(first(SystemQueue.DEADXACT).id()).isEqualTo(sent.get(10, TimeUnit.SECONDS).id());
		await(() -> outgoing().count() == 0);
	}

	@Test
	void aFinalAckOfAStrangerChangesNothing() throws Exception {
		RawPeer raw = transactionalPeer(1);
		long sequence = dispatcher.describe(outgoing()).sequences().next().sequence();
		raw.send(new FinalAck(MessageClass.NACK_BAD_DST_Q, sequence, 1, 0, new MessageId(raw.id, 1))
				.packet(new MessageId(raw.id, 1), manager.id(), 1_700_000_000L).encode());
		assertThat(raw.readAck().acknowledged()).isEqualTo(1);
		assertThat(outgoing().count()).isEqualTo(1);
	}

	@Test
	void emptyOutgoingQueuesAreForgottenAtTheStart() throws Exception {
		manager.outgoing(DESTINATION, true);
		restart(OPTIONS);
		assertThat(manager.outgoing(DESTINATION, false)).isEmpty();
	}

	@Test
	void namesOfThisMachineAreHereUnlessAPeerHasThem() {
		Peers peers = new Peers(Map.of("127.0.0.1", 99, "Other", 98, "self", 97), () -> 97);
		assertThat(peers.isHere("localhost")).isTrue();
		assertThat(peers.isHere("LOCALHOST")).isTrue();
		assertThat(peers.isHere("127.0.0.1")).isFalse();
		assertThat(peers.isHere("127.0.0.2")).isTrue();
		assertThat(peers.isHere("self")).isTrue();
		assertThat(peers.isHere("other")).isFalse();
		assertThat(peers.isHere("10.255.255.1")).isFalse();
		assertThat(peers.isHere("somewhere.example")).isFalse();
		assertThat(peers.port("OTHER")).isEqualTo(98);
		assertThat(peers.port("somewhere.example")).isEqualTo(1801);
	}
}
