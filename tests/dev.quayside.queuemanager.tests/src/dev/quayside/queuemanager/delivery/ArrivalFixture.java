package dev.quayside.queuemanager.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionAck.OrderAck;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoredQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Arrivals with a real store, whose writing can be held. */
abstract class ArrivalFixture {

	static final UUID SENDER = UUID.randomUUID();
	static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
	static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
	static final long SEQUENCE = 0x6553F0FF00000001L;
	static final OrderAcks.Delays SOON = new OrderAcks.Delays(Duration.ofMillis(20), Duration.ofSeconds(10));

	@TempDir
	private Path data;
	MessageStore store;
	QueueManager manager;
	Arrivals arrivals;
	final Session session = new Session();
	/** FinalAcks that were put on their way. */
	final List<FinalAck> finalAcks = new ArrayList<>();
	volatile CompletableFuture<Void> writing;
	/** Gets a permit when a change waits for that. */
	private final Semaphore held = new Semaphore(0);

	/** The way back to the sender. */
	static final class Session implements MessageSink.Origin {

		final BlockingQueue<MessagePacket> answers = new LinkedBlockingQueue<>();
		volatile boolean open = true;
		volatile boolean full;

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
		arrivals = arrivals(SOON);
	}

	Arrivals arrivals(OrderAcks.Delays delays) throws Exception {
		Outbox outbox = new FakeOutbox();
		return new Arrivals(manager, new Acknowledger(manager.id(), outbox, CLOCK, false), SenderAccess.OPEN, outbox,
				(ack, peer) -> {}, CLOCK, delays);
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

	void restart() throws Exception {
		stop();
		start();
	}

	void awaitHeld() throws InterruptedException {
		assertThat(held.tryAcquire(20, TimeUnit.SECONDS)).as("a change waits").isTrue();
	}

	/** The real store, except that changes can be held or made to fail. */
	MessageStore intercepted(MessageStore real) {
		return (MessageStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{ MessageStore.class },
				(proxy, method, arguments) -> {
					CompletableFuture<Void> gate = writing;
					if (method.getName().equals("apply") && gate != null) {
						held.release();
						return gate.thenCompose(nothing -> invoke(() -> method.invoke(real, arguments)));
					}
					return invoke(() -> method.invoke(real, arguments));
				});
	}

	private interface Call {

		Object run() throws IllegalAccessException, InvocationTargetException;
	}

	@SuppressWarnings("unchecked")
	static <R> R invoke(Call call) {
		try {
			return (R) call.run();
		} catch (InvocationTargetException | IllegalAccessException e) {
			throw new IllegalStateException(e.getCause());
		}
	}

	static MessageBuilder message(String queue, long sequence, long number, long previous) {
		return new MessageBuilder(SENDER, FormatName.parse("DIRECT=OS:h\\private$\\" + queue)).ordinal(number)
				.sentTime(NOW.getEpochSecond()).label(sequence - SEQUENCE + "/" + number)
				.transaction(new TransactionHeader(0, sequence, number, previous, Optional.empty()));
	}

	CompletableFuture<Void> arrive(MessagePacket packet) throws Exception {
		byte[] bytes = packet.encode();
		return arrivals.accept(new MessageSink.Incoming(MessagePacket.parse(bytes), bytes, SENDER,
				InetAddress.getByName("10.1.2.3"), session)).toCompletableFuture();
	}

	void take(String queue, long sequence, long number, long previous) throws Exception {
		arrive(message(queue, sequence, number, previous).build()).get(10, TimeUnit.SECONDS);
	}

	List<String> labels(String queue) throws Exception {
		StoredQueue stored = store.queue(manager.find(QueuePath.privateQueue(queue)).orElseThrow().number());
		List<String> labels = new ArrayList<>();
		OptionalLong id = stored.first();
		while (id.isPresent()) {
			labels.add(MessagePacket.parse(stored.read(id.getAsLong(), true).packet()).properties().label());
			id = stored.next(id.getAsLong());
		}
		return labels;
	}

	Queue queue(String name) {
		return manager.find(QueuePath.privateQueue(name)).orElseThrow();
	}
}
