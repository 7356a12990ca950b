package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.queuemanager.services.Messages;
import dev.quayside.queuemanager.store.StoredMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A queue manager without wire and without disk. */
@Timeout(60)
abstract class EngineTest {

	/** A clock that tests set. */
	static final class TestClock extends Clock {

		private volatile Instant now = Instant.ofEpochSecond(Messages.ARRIVED);

		void advance(long seconds) {
			now = now.plusSeconds(seconds);
		}

		@Override
		public Instant instant() {
			return now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}
	}

	final FakeStore store = new FakeStore();
	final TestClock clock = new TestClock();
	private final ExecutorService executor = Executors.newFixedThreadPool(2);
	QueueManager manager;
	Queue queue;
	FakeStore.FakeQueue stored;
	OpenQueue open;

	@BeforeEach
	void create() throws Exception {
		manager = start(Duration.ofMinutes(5));
		queue = manager.create(QueueAttributes.named("q"));
		stored = store.queue(queue.number());
		open = queue.open(true, false);
	}

	QueueManager start(Duration pendingTimeout) throws Exception {
		return new QueueManager(store, executor, clock, pendingTimeout);
	}

	@AfterEach
	void close() {
		manager.close();
		executor.shutdown();
		store.close();
	}

	static StoredMessage message(String label) {
		return Messages.stored(label, builder -> builder);
	}

	static StoredMessage message(String label, UnaryOperator<MessageBuilder> more) {
		return Messages.stored(label, more);
	}

	void put(String... labels) {
		for (String label : labels) {
			queue.append(3, message(label)).toCompletableFuture().join();
		}
	}

	static ReadRequest request(ReadRequest.Action action, long requestId, long timeout) {
		return new ReadRequest(action, 0, 0, timeout, requestId, 0);
	}

	CompletionStage<QueueMessage> receive(long requestId, long timeout) {
		return open.read(request(ReadRequest.Action.RECEIVE, requestId, timeout));
	}

	/** Receives without waiting, and the label. */
	String receive(long requestId) {
		return label(receive(requestId, 0));
	}

	String peek() {
		return label(open.read(request(ReadRequest.Action.PEEK_CURRENT, 0, 0)));
	}

	/** The label, or the name of the status that it fails with. */
	static String label(CompletionStage<QueueMessage> reading) {
		try {
			return MessagePacket.parse(reading.toCompletableFuture().get().stored().packet()).properties().label();
		} catch (ExecutionException e) {
			return status(e.getCause()).name();
		} catch (InterruptedException | PacketException e) {
			throw new AssertionError(e);
		}
	}

	static MqStatus status(Throwable failure) {
		Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
		assertThat(cause).isInstanceOf(MqException.class);
		return ((MqException) cause).status();
	}

	static <T extends Throwable> T failure(Class<T> type, CompletionStage<?> stage) {
		return type.cast(catchThrowableOfType(ExecutionException.class, () -> stage.toCompletableFuture().get())
				.getCause());
	}

	/** A change that succeeds. */
	static void done(CompletionStage<Void> stage) {
		stage.toCompletableFuture().join();
	}
}
