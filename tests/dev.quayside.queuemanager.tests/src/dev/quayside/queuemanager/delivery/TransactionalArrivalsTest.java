package dev.quayside.queuemanager.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionAck.OrderAck;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.services.Transfers;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoredQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Transactional messages come in exactly once and in order ([MS-MQQB] 3.1.5.8.6), with a real store. */
@Timeout(60)
class TransactionalArrivalsTest {

	private static final UUID SENDER = UUID.randomUUID();
	private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
	private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
	private static final long SEQUENCE = 0x6553F0FF00000001L;
	private static final OrderAcks.Delays SOON = new OrderAcks.Delays(Duration.ofMillis(20), Duration.ofSeconds(10));

	@TempDir
	private Path data;
	private MessageStore store;
	private QueueManager manager;
	private Arrivals arrivals;
	private final Session session = new Session();
	/** FinalAcks that were put on their way. */
	private final List<FinalAck> finalAcks = new ArrayList<>();
	private volatile CompletableFuture<Void> writing;

	/** The way back to the sender. */
	private static final class Session implements MessageSink.Origin {

		private final BlockingQueue<MessagePacket> answers = new LinkedBlockingQueue<>();
		private volatile boolean open = true;
		private volatile boolean full;

		@Override
		public boolean isOpen() {
			return open;
		}

		@Override
		public Optional<CompletionStage<Void>> offer(MessagePacket message) {
			if (!open || full) {
				return Optional.empty();
			}
			answers.add(message);
			return Optional.of(CompletableFuture.completedFuture(null));
		}

		/** Others may come before it. */
		void expect(long sequence, long number) throws Exception {
			OrderAck expected = new OrderAck(sequence, number);
			Optional<TransactionAck> ack = Optional.empty();
			while (!ack.equals(Optional.of(expected))) {
				MessagePacket answer = answers.poll(10, TimeUnit.SECONDS);
				assertThat(answer).as(expected + " behind " + ack).isNotNull();
				ack = TransactionAck.of(answer);
			}
		}
	}

	@BeforeEach
	void start() throws Exception {
		store = MvMessageStore.open(data);
		manager = new QueueManager(intercepted(store), Runnable::run, CLOCK, Duration.ofMinutes(5));
		for (QueueAttributes queue : List.of(QueueAttributes.named("t").withFlags(true, false, false),
				QueueAttributes.named("other").withFlags(true, false, false),
				QueueAttributes.named("full").withFlags(true, false, false).withQuota(1),
				QueueAttributes.named("plain"))) {
			if (manager.find(QueuePath.privateQueue(queue.name())).isEmpty()) {
				manager.create(queue);
			}
		}
		Outbox outbox = new FakeOutbox();
		arrivals = new Arrivals(manager, new Acknowledger(manager.id(), outbox, CLOCK, false), SenderAccess.OPEN,
				outbox,
				ack -> {}, CLOCK, SOON);
	}

	/** Keeps FinalAcks. */
	private final class FakeOutbox implements Outbox {

		private final QueueOutbox real = new QueueOutbox(manager, manager::find, CLOCK);

		@Override
		public MessageId nextId() {
			return real.nextId();
		}

		@Override
		public Consequence post(FormatName queue, MessagePacket message) {
			return real.post(queue, message);
		}

		@Override
		public Consequence post(FinalAck ack, MessagePacket acknowledged, byte[] address) {
			return new Consequence(List.of(), () -> finalAcks.add(ack));
		}
	}

	@AfterEach
	void stop() {
		arrivals.close();
		manager.close();
		store.close();
	}

	private void restart() throws Exception {
		stop();
		start();
	}

	/** The real store, except that changes can be held or made to fail. */
	private MessageStore intercepted(MessageStore real) {
		return (MessageStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{ MessageStore.class },
				(proxy, method, arguments) -> {
					CompletableFuture<Void> gate = writing;
					if (method.getName().equals("apply") && gate != null) {
						return gate.thenCompose(nothing -> invoke(() -> method.invoke(real, arguments)));
					}
					return invoke(() -> method.invoke(real, arguments));
				});
	}

	private interface Call {

		Object run() throws IllegalAccessException, InvocationTargetException;
	}

	@SuppressWarnings("unchecked")
	private static <R> R invoke(Call call) {
		try {
			return (R) call.run();
		} catch (InvocationTargetException | IllegalAccessException e) {
			throw new IllegalStateException(e.getCause());
		}
	}

	private static MessageBuilder message(String queue, long sequence, long number, long previous) {
		return new MessageBuilder(SENDER, FormatName.parse("DIRECT=OS:h\\private$\\" + queue)).ordinal(number)
				.sentTime(NOW.getEpochSecond()).label(sequence - SEQUENCE + "/" + number)
				.transaction(new TransactionHeader(0, sequence, number, previous, Optional.empty()));
	}

	private CompletableFuture<Void> arrive(MessagePacket packet) throws Exception {
		byte[] bytes = packet.encode();
		return arrivals.accept(new MessageSink.Incoming(MessagePacket.parse(bytes), bytes, SENDER,
				InetAddress.getByName("10.1.2.3"), session)).toCompletableFuture();
	}

	private void take(String queue, long sequence, long number, long previous) throws Exception {
		arrive(message(queue, sequence, number, previous).build()).get(10, TimeUnit.SECONDS);
	}

	private List<String> labels(String queue) throws Exception {
		StoredQueue stored = store.queue(manager.find(QueuePath.privateQueue(queue)).orElseThrow().number());
		List<String> labels = new ArrayList<>();
		OptionalLong id = stored.first();
		while (id.isPresent()) {
			labels.add(MessagePacket.parse(stored.read(id.getAsLong(), true).packet()).properties().label());
			id = stored.next(id.getAsLong());
		}
		return labels;
	}

	@Test
	void messagesOneBehindTheOtherComeIntoTheQueue() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 2, 1);
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1", "0/2", "0/3");
		session.expect(SEQUENCE, 3);
	}

	@Test
	void aDuplicateIsTakenFromItsSenderAndNotIntoTheQueue() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 2, 1);
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 2, 1);
		assertThat(labels("t")).containsExactly("0/1", "0/2");
		session.expect(SEQUENCE, 2);
	}

	@Test
	void whatIsBehindAGapIsNotTakenUntilTheGapIsClosed() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1");
		session.expect(SEQUENCE, 1);
		take("t", SEQUENCE, 2, 1);
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1", "0/2", "0/3");
	}

	@Test
	void aGapThatTheSenderBridgesIsNone() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 5, 1);
		take("t", SEQUENCE, 9, 0);
		assertThat(labels("t")).containsExactly("0/1", "0/5", "0/9");
	}

	@Test
	void aGreaterSequenceBeginsWithAMessageThatFollowsNone() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE + 1, 2, 1);
		take("t", SEQUENCE + 1, 1, 0);
		take("t", SEQUENCE + 1, 2, 1);
		take("t", SEQUENCE, 2, 1);
		assertThat(labels("t")).containsExactly("0/1", "1/1", "1/2");
		session.expect(SEQUENCE + 1, 2);
	}

	@Test
	void sequenceIdsAreComparedWithoutSign() throws Exception {
		take("t", 0x7FFFFFFF00000001L, 1, 0);
		take("t", 0x8000000000000001L, 1, 0);
		take("t", 0x7FFFFFFF00000002L, 1, 0);
		assertThat(labels("t")).hasSize(2);
	}

	@Test
	void aSequenceSurvivesARestart() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 2, 1);
		restart();
		take("t", SEQUENCE, 2, 1);
		assertThat(labels("t")).containsExactly("0/1", "0/2");
		session.expect(SEQUENCE, 2);
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1", "0/2", "0/3");
	}

	@Test
	void everyQueueHasSequencesOfItsOwn() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("other", SEQUENCE, 1, 0);
		take("other", SEQUENCE, 2, 1);
		assertThat(labels("t")).containsExactly("0/1");
		assertThat(labels("other")).containsExactly("0/1", "0/2");
	}

	@Test
	void nothingIsAcknowledgedBeforeItIsOnDisk() throws Exception {
		writing = new CompletableFuture<>();
		CompletableFuture<Void> first = arrive(message("t", SEQUENCE, 1, 0).build());
		CompletableFuture<Void> second = arrive(message("t", SEQUENCE, 2, 1).build());
		assertThat(session.answers.poll(200, TimeUnit.MILLISECONDS)).isNull();
		assertThat(first).isNotDone();
		writing.complete(null);
		CompletableFuture.allOf(first, second).get(10, TimeUnit.SECONDS);
		assertThat(labels("t")).containsExactly("0/1", "0/2");
	}

	@Test
	void whatIsBehindOneThatCouldNotBeWrittenIsNotWrittenEither() throws Exception {
		take("t", SEQUENCE, 1, 0);
		CompletableFuture<Void> failing = new CompletableFuture<>();
		writing = failing;
		CompletableFuture<Void> second = arrive(message("t", SEQUENCE, 2, 1).build());
		CompletableFuture<Void> third = arrive(message("t", SEQUENCE, 3, 2).build());
		writing = null;
		failing.completeExceptionally(new IOException("The disk is full"));
		for (CompletableFuture<Void> outcome : List.of(second, third)) {
			assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("The disk is full");
		}
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1");
		take("t", SEQUENCE, 2, 0);
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1", "0/2", "0/3");
	}

	@Test
	void aMessageTooMuchForItsQueueIsOutOfTheSequenceAndItsSenderKnows() throws Exception {
		MessagePacket large = message("full", SEQUENCE, 1, 0).body(0, new byte[2000]).build();
		arrive(large).get(10, TimeUnit.SECONDS);
		arrive(message("full", SEQUENCE, 2, 1).build()).get(10, TimeUnit.SECONDS);
		assertThat(labels("full")).containsExactly("0/2");
		assertThat(finalAcks).containsExactly(FinalAck.of(large, MessageClass.NACK_Q_EXCEED_QUOTA));
		session.expect(SEQUENCE, 2);
	}

	@Test
	void oneOfManyThatIsTooMuchDoesNotTakeTheOthersWithIt() throws Exception {
		writing = new CompletableFuture<>();
		List<CompletableFuture<Void>> all = new ArrayList<>();
		all.add(arrive(message("full", SEQUENCE, 1, 0).build()));
		all.add(arrive(message("full", SEQUENCE, 2, 1).body(0, new byte[2000]).build()));
		all.add(arrive(message("full", SEQUENCE, 3, 2).build()));
		CompletableFuture<Void> gate = writing;
		writing = null;
		gate.complete(null);
		for (CompletableFuture<Void> outcome : all) {
			outcome.get(10, TimeUnit.SECONDS);
		}
		assertThat(labels("full")).containsExactly("0/1", "0/3");
		assertThat(finalAcks).hasSize(1);
	}

	@Test
	void aMessageForNoQueueOrOneOfTheOtherKindIsAnsweredWithAFinalAck() throws Exception {
		take("plain", SEQUENCE, 1, 0);
		take("missing", SEQUENCE, 1, 0);
		assertThat(finalAcks).extracting(FinalAck::messageClass)
				.containsExactly(MessageClass.NACK_NOT_TRANSACTIONAL_Q, MessageClass.NACK_BAD_DST_Q);
		assertThat(labels("plain")).isEmpty();
	}

	@Test
	void theOrderAckGoesToTheOrderQueueAtTheAddressOfTheSender() throws Exception {
		take("t", SEQUENCE, 1, 0);
		MessagePacket answer = session.answers.poll(10, TimeUnit.SECONDS);
		assertThat(answer.user().destination())
				.isEqualTo(new PacketQueue.Direct("TCP:10.1.2.3\\PRIVATE$\\order_queue$"));
		assertThat(answer.user().source()).isEqualTo(manager.id());
		assertThat(answer.properties().messageClass()).isEqualTo(MessageClass.ORDER_ACK);
	}

	@Test
	void anOrderAckWaitsForRoomInTheWindow() throws Exception {
		session.full = true;
		take("t", SEQUENCE, 1, 0);
		assertThat(session.answers.poll(150, TimeUnit.MILLISECONDS)).isNull();
		session.full = false;
		session.expect(SEQUENCE, 1);
	}

	@Test
	void aSenderOfWhomNothingWasAcceptedGetsNoOrderAck() throws Exception {
		take("t", SEQUENCE, 7, 6);
		assertThat(labels("t")).isEmpty();
		assertThat(session.answers.poll(150, TimeUnit.MILLISECONDS)).isNull();
		assertThat(arrivals.transfers(queue("t"))).isEmpty();
	}

	@Test
	void whoSendsToAQueueIsKnownWithWhatWasRejected() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 9, 8);
		assertThat(arrivals.transfers(queue("t"))).containsExactly(
				new Transfers.Incoming("DIRECT=OS:h\\private$\\t", SENDER, SEQUENCE, 1, NOW.getEpochSecond(), 2));
		assertThat(arrivals.transfers(queue("other"))).isEmpty();
	}

	private Queue queue(String name) {
		return manager.find(QueuePath.privateQueue(name)).orElseThrow();
	}
}
