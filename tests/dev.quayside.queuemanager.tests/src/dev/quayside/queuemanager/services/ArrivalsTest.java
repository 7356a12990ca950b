package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.OptionalHeaders;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.SessionHeader;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.transfer.MessageSink.Incoming;
import dev.quayside.queuemanager.engine.FakeStore;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.engine.ReadRequest;
import dev.quayside.queuemanager.store.StoredMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/** Messages on their way into a queue ([MS-MQQB] 3.1.5.8). */
@Timeout(60)
class ArrivalsTest {

	private static final UUID SOURCE = UUID.fromString("52ee0b5a-0405-4607-8809-0a0b0c0d0e0f");

	private final FakeStore store = new FakeStore();
	private final Clock clock = Clock.fixed(Instant.ofEpochSecond(Messages.ARRIVED), ZoneOffset.UTC);
	private QueueManager manager;
	private Queue queue;
	private Arrivals arrivals;

	@BeforeEach
	void create() throws Exception {
		manager = new QueueManager(store, Runnable::run, clock, Duration.ofMinutes(5));
		queue = manager.create(QueueAttributes.named("q"));
		arrivals = new Arrivals(manager, clock);
	}

	@AfterEach
	void close() {
		manager.close();
		store.close();
	}

	private static MessagePacket packet(long ordinal, String destination, UnaryOperator<MessageBuilder> more) {
		return more.apply(new MessageBuilder(SOURCE, FormatName.parse(destination)).ordinal(ordinal).label("label")
				.sentTime(Messages.ARRIVED - 10)).build();
	}

	private static MessagePacket packet(long ordinal) {
		return packet(ordinal, "DIRECT=OS:localhost\\private$\\q", builder -> builder);
	}

	private CompletableFuture<Void> accept(byte[] bytes) {
		try {
			InetAddress address = InetAddress.getByAddress(new byte[]{ (byte) 192, 0, 2, 7 });
			return arrivals.accept(new Incoming(MessagePacket.parse(bytes), bytes, SOURCE, address))
					.toCompletableFuture();
		} catch (PacketException | UnknownHostException e) {
			throw new AssertionError(e);
		}
	}

	private CompletableFuture<Void> accept(MessagePacket packet) {
		return accept(packet.encode());
	}

	private StoredMessage head() throws Exception {
		OpenQueue open = queue.open(false, false);
		ReadRequest request = new ReadRequest(ReadRequest.Action.PEEK_CURRENT, 0, 0, 0, 0, Integer.MAX_VALUE);
		return open.read(request).toCompletableFuture().get().stored();
	}

	@Test
	void aMessageIsKeptWithItsArrivalAndItsSender() throws Exception {
		MessagePacket packet = packet(1, "DIRECT=OS:localhost\\private$\\q",
				builder -> builder.recoverable().body(8, new byte[]{ 1, 2, 3 }));
		accept(packet).join();
		StoredMessage kept = head();
		assertThat(kept.arrived()).isEqualTo(Messages.ARRIVED);
		assertThat(kept.recoverable()).isTrue();
		assertThat(kept.sender()).containsExactly(192, 0, 2, 7);
		assertThat(kept.packet()).isEqualTo(packet.encode());
		assertThat(Arrays.copyOfRange(kept.packet(), kept.bodyOffset(), kept.bodyOffset() + kept.bodyLength()))
				.containsExactly(1, 2, 3);
	}

	/** A session acknowledgement that rode on the message is cut off, and must not be announced by the packet. */
	@Test
	void aMessageIsKeptWithoutSessionHeader() throws Exception {
		MessagePacket plain = packet(1);
		OptionalHeaders session = new OptionalHeaders(Optional.empty(), Optional.empty(), Optional.empty(),
				Optional.empty(), Optional.of(new SessionHeader(1, 0, 0, 1, 0, 64)));
		MessagePacket packet = new MessagePacket(plain.base(), plain.user(), plain.transaction(), plain.security(),
				plain.properties(), plain.body(), session, Optional.empty());
		byte[] whole = packet.encode();
		assertThat(BaseHeader.read(whole, 0).has(BaseHeader.SESSION)).isTrue();
		byte[] cut = Arrays.copyOf(whole, whole.length - SessionHeader.SIZE);
		InetAddress address = InetAddress.getLoopbackAddress();
		arrivals.accept(new Incoming(MessagePacket.parse(whole), cut, SOURCE, address)).toCompletableFuture().join();
		assertThat(head().packet()).isEqualTo(plain.encode());
		assertThat(MessagePacket.parse(head().packet()).optional().session()).isEmpty();
	}

	@Test
	void aPrivateNumberOfThisQueueManagerIsADestination() throws Exception {
		accept(Messages.numbered(packet(1).encode(), manager.id(), queue.number())).join();
		assertThat(queue.count()).isEqualTo(1);
		accept(Messages.numbered(packet(2).encode(), manager.id(), queue.number() + 1)).join();
		accept(Messages.numbered(packet(3).encode(), SOURCE, queue.number())).join();
		assertThat(queue.count()).isEqualTo(1);
	}

	@Test
	void aCopyIsNotKeptTwice() throws Exception {
		accept(packet(1)).join();
		accept(packet(1)).join();
		accept(packet(2)).join();
		assertThat(queue.count()).isEqualTo(2);
	}

	@Test
	void aCopyIsNotAcknowledgedBeforeTheFirstIsKept() throws Exception {
		store.hold();
		CompletableFuture<Void> first = accept(packet(1));
		CompletableFuture<Void> copy = accept(packet(1));
		assertThat(copy).isNotDone();
		store.failing = true;
		store.proceed();
		assertThatThrownBy(first::join).isInstanceOf(CompletionException.class);
		assertThatThrownBy(copy::join).as("else the sender would forget it").isInstanceOf(CompletionException.class);
		store.failing = false;
		accept(packet(1)).join();
		assertThat(queue.count()).isEqualTo(1);
	}

	@Test
	void aQueueThatIsFullRefusesForGood() throws Exception {
		manager.create(QueueAttributes.named("small").withQuota(0));
		accept(packet(1, "DIRECT=OS:localhost\\private$\\small", builder -> builder)).join();
		assertThat(manager.find(QueuePath.privateQueue("small")).orElseThrow().count()).isZero();
	}

	@Test
	void whatIsForNobodyHereIsDropped() throws Exception {
		accept(packet(1, "DIRECT=OS:localhost\\private$\\none", builder -> builder)).join();
		accept(packet(2, "DIRECT=OS:localhost\\private$\\q;journal", builder -> builder)).join();
		accept(packet(3, "DIRECT=OS:localhost\\q", builder -> builder)).join();
		accept(packet(4, "PUBLIC=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10", builder -> builder)).join();
		byte[] elsewhere = packet(5).encode();
		elsewhere[32] = 1;
		accept(elsewhere).join();
		assertThat(queue.count()).isZero();
	}

	@Test
	void whatComesTooLateIsDropped() throws Exception {
		accept(packet(1, "DIRECT=OS:localhost\\private$\\q", builder -> builder.timeToReachQueue(9))).join();
		assertThat(queue.count()).isZero();
		accept(packet(2, "DIRECT=OS:localhost\\private$\\q", builder -> builder.timeToReachQueue(10))).join();
		assertThat(queue.count()).isEqualTo(1);
	}

	@Test
	void transactionalQueuesAndMessagesGoTogether() throws Exception {
		Queue transactional = manager.create(QueueAttributes.named("t").withFlags(true, false, false));
		TransactionHeader header = new TransactionHeader(0, 1, 1, 0, Optional.empty());
		accept(packet(1, "DIRECT=OS:localhost\\private$\\t", builder -> builder)).join();
		accept(packet(2, "DIRECT=OS:localhost\\private$\\q", builder -> builder.transaction(header))).join();
		assertThat(transactional.count()).isZero();
		assertThat(queue.count()).isZero();
	}
}
