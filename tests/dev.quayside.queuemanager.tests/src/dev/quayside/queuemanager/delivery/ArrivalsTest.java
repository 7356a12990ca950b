package dev.quayside.queuemanager.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.msmq.transfer.MessageSink;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoredQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What becomes of messages that come in ([MS-MQQB] 3.1.5.8), with a real store. */
@Timeout(60)
class ArrivalsTest {

	private static final UUID SOURCE = UUID.randomUUID();
	private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
	private static final String QUEUE = "DIRECT=OS:anywhere\\private$\\q";

	@TempDir
	private Path data;
	private MessageStore store;
	private QueueManager manager;
	private Arrivals arrivals;
	/** Where it is there, appending waits for it. */
	private volatile CompletableFuture<Void> appending;

	@BeforeEach
	void start() throws Exception {
		store = MvMessageStore.open(data);
		manager = new QueueManager(intercepted(MessageStore.class, store), Runnable::run,
				Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMinutes(5));
		manager.create(QueueAttributes.named("q"));
		manager.create(QueueAttributes.named("full").withQuota(1));
		manager.create(QueueAttributes.named("transactional").withFlags(true, false, false));
		manager.create(QueueAttributes.named("authenticated").withFlags(false, false, true));
		Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
		Outbox outbox = new QueueOutbox(manager, manager::find, clock);
		arrivals = new Arrivals(manager, new Acknowledger(manager.id(), outbox, clock, false), SenderAccess.OPEN,
				outbox,
				(ack, peer) -> {}, clock);
	}

	@AfterEach
	void stop() {
		arrivals.close();
		manager.close();
		store.close();
	}

	/** The real thing, except that appending can be held. */
	private <T> T intercepted(Class<T> type, T real) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type },
				(proxy, method, arguments) -> intercept(real, method, arguments)));
	}

	private Object intercept(Object real, Method method, Object[] arguments) throws Throwable {
		CompletableFuture<Void> gate = appending;
		if (method.getName().equals("apply") && gate != null) {
			return gate.thenCompose(nothing -> ArrivalsTest.<CompletionStage<Void>>call(real, method, arguments));
		}
		Object result = call(real, method, arguments);
		return result instanceof StoredQueue queue ? intercepted(StoredQueue.class, queue) : result;
	}

	@SuppressWarnings("unchecked")
	private static <R> R call(Object real, Method method, Object[] arguments) {
		try {
			return (R) method.invoke(real, arguments);
		} catch (InvocationTargetException | IllegalAccessException e) {
			throw new IllegalStateException(e);
		}
	}

	private static MessageBuilder message(String queue, int ordinal) {
		return new MessageBuilder(SOURCE, FormatName.parse(queue)).ordinal(ordinal).sentTime(NOW.getEpochSecond())
				.recoverable().body(8, "body".getBytes(StandardCharsets.UTF_16LE));
	}

	private CompletableFuture<Void> arrive(MessagePacket message) throws PacketException {
		return arrive(message.encode());
	}

	private CompletableFuture<Void> arrive(byte[] bytes) throws PacketException {
		return arrivals.accept(new MessageSink.Incoming(MessagePacket.parse(bytes), bytes, SOURCE,
				InetAddress.getLoopbackAddress())).toCompletableFuture();
	}

	private long count(String queue) throws IOException {
		return manager.find(QueuePath.privateQueue(queue)).orElseThrow().count();
	}

	/** It is taken from the sender, and in no queue. */
	private void assertDropped(MessagePacket message) throws Exception {
		assertDropped(message.encode());
	}

	private void assertDropped(byte[] message) throws Exception {
		arrive(message).get(5, TimeUnit.SECONDS);
		for (String queue : new String[]{ "q", "full", "transactional", "authenticated" }) {
			assertThat(count(queue)).as(queue).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { QUEUE, "DIRECT=TCP:10.0.0.1\\private$\\q", "DIRECT=OS:.\\PRIVATE$\\Q" })
	void aMessageIsPutIntoTheQueueOfItsDirectName(String name) throws Exception {
		arrive(message(name, 1).build()).get(5, TimeUnit.SECONDS);
		assertThat(count("q")).isEqualTo(1);
	}

	@Test
	void aDirectNameWithItsKindIsUnderstoodToo() throws Exception {
		byte[] bytes = message("DIRECT=OS:DIRECT_OS_12\\private$\\q", 1).build().encode();
		byte[] with = "DIRECT=OS:1\\private$\\q".getBytes(StandardCharsets.UTF_16LE);
		byte[] was = "OS:DIRECT_OS_12\\private$\\q".getBytes(StandardCharsets.UTF_16LE);
		assertThat(with.length).as("shorter by a multiple of 4").isEqualTo(was.length - 8);
		byte[] changed = new byte[bytes.length - 8];
		System.arraycopy(bytes, 0, changed, 0, 66);
		System.arraycopy(with, 0, changed, 66, with.length);
		System.arraycopy(bytes, 66 + was.length, changed, 66 + with.length, bytes.length - 66 - was.length);
		changed[64] -= 8;
		changed[8] -= 8;
		arrive(changed).get(5, TimeUnit.SECONDS);
		assertThat(count("q")).isEqualTo(1);
	}

	@Test
	void aMessageToAPrivateQueueByNumberIsPutIntoIt() throws Exception {
		int number = manager.find(QueuePath.privateQueue("q")).orElseThrow().number();
		arrive(numbered(manager.id(), number)).get(5, TimeUnit.SECONDS);
		assertThat(count("q")).isEqualTo(1);
	}

	@Test
	void aMessageForAnotherQueueManagerIsDropped() throws Exception {
		int number = manager.find(QueuePath.privateQueue("q")).orElseThrow().number();
		assertDropped(numbered(UUID.randomUUID(), number));
	}

	/** Destination type 3: the number of a private queue of the queue manager in the address. */
	private static byte[] numbered(UUID address, int number) {
		byte[] bytes = message("DIRECT=OS:x\\q", 1).build().encode();
		int name = 16;
		ByteBuffer out = ByteBuffer.allocate(bytes.length - name + 4).order(ByteOrder.LITTLE_ENDIAN);
		out.put(bytes, 0, 64).putInt(number).put(bytes, 64 + name, bytes.length - 64 - name);
		Guids.put(out.position(32), address);
		out.putInt(60, out.getInt(60) & ~0x1C00 | 0x0C00).putInt(8, out.capacity());
		return out.array();
	}

	@ParameterizedTest
	@ValueSource(strings = { "DIRECT=OS:here\\private$\\missing", "DIRECT=OS:here\\q",
			"DIRECT=OS:here\\private$\\q;sub",
			"DIRECT=OS:here\\private$\\q;journal", "PUBLIC=0f0e5c1e-0000-0000-0000-000000000001" })
	void aMessageToAQueueThatIsNotHereIsDropped(String name) throws Exception {
		assertDropped(message(name, 1).build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "DIRECT=OS:here\\private$\\q;journal", "DIRECT=OS:here\\system$;deadletter",
			"DIRECT=OS:here\\system$;deadxact", "DIRECT=OS:here\\system$;journal" })
	void nobodySendsToJournalsAndDeadLetterQueues(String name) throws Exception {
		assertDropped(message(name, 1).build());
		assertThat(manager.find(FormatName.parse(name)).orElseThrow().count()).isZero();
	}

	@Test
	void everyDroppedMessageIsCountedInTheLog() throws Exception {
		Logger log = Logger.getLogger(Arrivals.class.getName());
		BlockingQueue<String> said = new LinkedBlockingQueue<>();
		Handler handler = new Handler() {

			@Override
			public void publish(LogRecord line) {
				said.add(line.getMessage());
			}

			@Override
			public void flush() {
				// nothing is kept back
			}

			@Override
			public void close() {
				// nothing is open
			}
		};
		log.addHandler(handler);
		try {
			for (int ordinal = 1; ordinal <= 4; ordinal++) {
				arrive(message("DIRECT=OS:here\\private$\\missing", ordinal).build()).get(5, TimeUnit.SECONDS);
			}
			List<String> all = new ArrayList<>();
			while (!all.contains("Dropped 3 more messages within a second")) {
				all.add(said.take());
			}
			assertThat(all).anyMatch(line -> line.startsWith("Dropped {" + SOURCE + "}\\1 of "));
		} finally {
			log.removeHandler(handler);
		}
	}

	@Test
	void aMessageThatIsTooLateIsDropped() throws Exception {
		assertDropped(message(QUEUE, 1).sentTime(NOW.getEpochSecond() - 11).timeToReachQueue(10).build());
		assertDropped(message(QUEUE, 5).sentTime(NOW.getEpochSecond() - 11).timeToBeReceived(10).build());
		arrive(message(QUEUE, 2).sentTime(NOW.getEpochSecond() - 10).timeToReachQueue(10).build()).get();
		arrive(message(QUEUE, 3).sentTime(0).timeToReachQueue(BaseHeader.INFINITE).build()).get();
		arrive(message(QUEUE, 4).sentTime(NOW.getEpochSecond() + 100).timeToReachQueue(0).build()).get();
		assertThat(count("q")).isEqualTo(3);
	}

	@Test
	void messagesAndQueuesOfTheOtherKindDoNotMix() throws Exception {
		TransactionHeader header = new TransactionHeader(0, 1, 1, 0, Optional.empty());
		assertDropped(message("DIRECT=OS:h\\private$\\transactional", 1).build());
		assertDropped(message(QUEUE, 2).transaction(header).build());
	}

	@Test
	void aQueueForAuthenticatedMessagesTakesNoneThatIsNot() throws Exception {
		assertDropped(message("DIRECT=OS:h\\private$\\authenticated", 1).build());
		SecurityHeader claims = new SecurityHeader(SecurityHeader.AUTHENTICATED, new byte[0], new byte[0],
				new byte[128], new byte[0], new byte[0]);
		assertDropped(message("DIRECT=OS:h\\private$\\authenticated", 2).security(claims).build());
	}

	@Test
	void anEncryptedBodyIsNotTaken() throws Exception {
		SecurityHeader encrypted = new SecurityHeader(SecurityHeader.ENCRYPTED, new byte[0], new byte[140],
				new byte[0], new byte[0], new byte[0]);
		assertDropped(message(QUEUE, 1).security(encrypted).build());
	}

	@Test
	void aQueueForEncryptedMessagesTakesNone() throws Exception {
		Queue queue = manager.find(QueuePath.privateQueue("q")).orElseThrow();
		manager.change(queue, queue.attributes().settings().withPrivacy(QueueAttributes.Privacy.BODY));
		assertDropped(message(QUEUE, 1).build());
	}

	@Test
	void aFullQueueRefusesForGood() throws Exception {
		MessageBuilder large = message("DIRECT=OS:h\\private$\\full", 1).body(0, new byte[2000]);
		assertDropped(large.build());
		arrive(message("DIRECT=OS:h\\private$\\full", 2).body(0, new byte[100]).build()).get();
		assertThat(count("full")).isEqualTo(1);
	}

	@Test
	void theSameMessageTwiceIsStoredOnceAndTakenTwice() throws Exception {
		MessagePacket message = message(QUEUE, 1).build();
		arrive(message).get(5, TimeUnit.SECONDS);
		arrive(message).get(5, TimeUnit.SECONDS);
		assertThat(count("q")).isEqualTo(1);
		arrive(message(QUEUE, 2).build()).get(5, TimeUnit.SECONDS);
		assertThat(count("q")).isEqualTo(2);
	}

	@Test
	void aDuplicateIsNotTakenBeforeTheFirstIsStored() throws Exception {
		appending = new CompletableFuture<>();
		MessagePacket message = message(QUEUE, 1).build();
		CompletableFuture<Void> first = arrive(message);
		CompletableFuture<Void> duplicate = arrive(message);
		assertThat(duplicate.isDone()).isFalse();
		appending.complete(null);
		first.get(5, TimeUnit.SECONDS);
		duplicate.get(5, TimeUnit.SECONDS);
		assertThat(count("q")).isEqualTo(1);
	}

	@Test
	void aMessageThatCouldNotBeStoredFailsWithItsDuplicateAndCanBeSentAgain() throws Exception {
		appending = new CompletableFuture<>();
		MessagePacket message = message(QUEUE, 1).build();
		CompletableFuture<Void> first = arrive(message);
		CompletableFuture<Void> duplicate = arrive(message);
		appending.completeExceptionally(new IOException("The disk is full"));
		for (CompletableFuture<Void> outcome : List.of(first, duplicate)) {
			assertThatThrownBy(() -> outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
					.hasRootCauseMessage("The disk is full");
		}
		appending = null;
		arrive(message).get(5, TimeUnit.SECONDS);
		assertThat(count("q")).isEqualTo(1);
	}

	@Test
	void aRecoverableMessageIsTakenWhenTheDiskWasForced() throws Exception {
		long before = store.forces();
		arrive(message(QUEUE, 1).build()).get(5, TimeUnit.SECONDS);
		assertThat(store.forces()).isGreaterThan(before);
		MessagePacket express = new MessageBuilder(SOURCE, FormatName.parse(QUEUE)).ordinal(2).build();
		assertThat(express.user().has(UserHeader.RECOVERABLE)).isFalse();
		arrive(express).get(5, TimeUnit.SECONDS);
		assertThat(count("q")).isEqualTo(2);
	}
}
