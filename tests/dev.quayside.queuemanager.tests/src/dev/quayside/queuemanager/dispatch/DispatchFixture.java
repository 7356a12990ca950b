package dev.quayside.queuemanager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionHeader;
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
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.services.Transfers.State;
import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoredQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A dispatcher with a real store, whose peers read and write bytes. */
abstract class DispatchFixture {

	static final FormatName DESTINATION = FormatName.parse("DIRECT=TCP:127.0.0.1\\private$\\there");
	static final DispatchOptions OPTIONS = new DispatchOptions(SessionOptions.DEFAULT, Duration.ofMillis(50),
			Duration.ofMillis(200), ResendSchedule.every(Duration.ofHours(1)), Duration.ofMillis(50), 1_000_000);

	@TempDir
	Path data;
	RawAcceptor acceptor;
	int port;
	/** Of hosts. */
	final Map<String, Integer> ports = new HashMap<>();
	MvMessageStore store;
	HeldStore held;
	ExecutorService executor;
	QueueManager manager;
	Arrivals arrivals;
	Dispatcher dispatcher;
	int ordinal;
	/** Lookup ids of messages that are damaged. */
	final Set<Long> unreadable = new HashSet<>();
	/** Of the next run. */
	Clock clock = Clock.systemUTC();

	@BeforeEach
	void start() throws Exception {
		acceptor = new RawAcceptor();
		port = acceptor.port();
		run(OPTIONS);
	}

	void run(DispatchOptions options) throws Exception {
		store = MvMessageStore.open(data);
		executor = Executors.newFixedThreadPool(2);
		held = new HeldStore(store);
		held.unreadable.addAll(unreadable);
		manager = new QueueManager(held.proxy(), executor, clock, Duration.ofMinutes(5));
		ports.put("127.0.0.1", port);
		ports.put("127.0.0.3", 1); // nobody listens there
		dispatcher = new Dispatcher(manager, new Peers(ports, () -> 1), options, clock);
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

	void end() {
		arrivals.close();
		dispatcher.close();
		manager.close();
		executor.shutdownNow();
		store.close();
	}

	void restart(DispatchOptions options) throws Exception {
		end();
		run(options);
	}

	MessageBuilder message() {
		ordinal++;
		return new MessageBuilder(manager.id(), DESTINATION).ordinal(ordinal).recoverable()
				.sentTime(System.currentTimeMillis() / 1000).label("message " + ordinal);
	}

	MessageBuilder transactional() {
		return message().transaction(new TransactionHeader(0, 0, 0, 0, Optional.empty()));
	}

	MessagePacket send(MessageBuilder message) throws Exception {
		MessagePacket packet = message.build();
		dispatcher.send(DESTINATION, packet).toCompletableFuture().get(10, TimeUnit.SECONDS);
		return packet;
	}

	Queue outgoing() throws Exception {
		return manager.outgoing(DESTINATION, false).orElseThrow();
	}

	State state() throws Exception {
		return dispatcher.describe(outgoing()).state();
	}

	static void await(Callable<Boolean> condition) throws Exception {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.call()) {
			assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
			Thread.sleep(10);
		}
	}

	/** The next message; acknowledgements of the session are passed over. */
	static MessagePacket read(RawPeer peer) throws Exception {
		byte[] packet = peer.read();
		while ((packet[2] & 8) != 0) {
			packet = peer.read();
		}
		return MessagePacket.parse(packet);
	}

	/** A peer that has read so many messages, and acknowledged them on the session. */
	CompletableFuture<RawPeer> peer(String... labels) {
		return acceptor.next(raw -> {
			raw.accept(64);
			for (String label : labels) {
				assertThat(read(raw).properties().label()).isEqualTo(label);
			}
			raw.send(Wire.ack(new Wire.Header(labels.length, 1, (1 << labels.length) - 1, 0, 0, 64)));
		});
	}

	MessagePacket first(SystemQueue queue) throws Exception {
		StoredQueue stored = store.queue(manager.systemQueue(queue).number());
		await(() -> stored.count() == 1);
		OptionalLong id = stored.first();
		return MessagePacket.parse(stored.read(id.getAsLong(), true).packet());
	}
}
