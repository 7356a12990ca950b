package dev.quayside.admin.remote;

import static dev.quayside.admin.remote.Remote.MONITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.MessageSummary;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.ReceiveRequest;
import dev.quayside.admin.SendRequest;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.queuemanager.QueueManagerOptions;
import dev.quayside.queuemanager.QueueManagerServer;
import dev.quayside.queuemanager.ServerSecurity;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.store.FullDisk;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A disk that fills up, as clients and senders see it. */
@Timeout(120)
class FullDiskOverTheWireTest {

	private static final String QUEUE = "private$\\orders";
	private static final String TRANSACTIONAL = "private$\\exactly";
	private static final int SIZE = 1_000;
	private static final int PATIENCE = 20;

	@TempDir
	private Path data;
	private final FullDisk disk = new FullDisk();
	private final UUID sender = UUID.randomUUID();
	private QueueManagerServer server;
	private QueueManagerConnection connection;

	@BeforeEach
	void start() throws Exception {
		server = QueueManagerServer.start(disk.open(data),
				new QueueManagerOptions(data, List.of(InetAddress.getByName("127.0.0.1")), 0, 0, 0,
						List.of(QueueAttributes.named("orders"),
								QueueAttributes.named("exactly").withFlags(true, false, false)),
						Duration.ofMinutes(5), ServerSecurity.OPEN));
		connection = Remote.connect(server.rpcPort());
	}

	@AfterEach
	void stop() {
		disk.empty();
		connection.close();
		server.close();
		disk.close();
	}

	private TransferSession session() throws TransferException {
		return TransferSession.connect("127.0.0.1", server.transferPort(), sender, SessionOptions.DEFAULT);
	}

	private MessagePacket message(int number) {
		return new MessageBuilder(sender, FormatName.parse("DIRECT=OS:localhost\\" + QUEUE)).ordinal(number)
				.recoverable().sentTime(System.currentTimeMillis() / 1_000).label("m" + number)
				.body(0, new byte[SIZE]).build();
	}

	/** Whether the queue manager has said that it has the message. */
	private static boolean isTaken(TransferSession session, MessagePacket message) throws Exception {
		try {
			session.send(message).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
			return true;
		} catch (TransferException e) {
			return false;
		} catch (ExecutionException e) {
			assertThat(e).hasCauseInstanceOf(TransferException.class);
			return false;
		}
	}

	/** Sends until one is not taken; how many were. */
	private int fillUp() throws Exception {
		disk.leave(100_000);
		int taken = 0;
		try (TransferSession session = session()) {
			while (taken < 1_000 && isTaken(session, message(taken + 1))) {
				taken++;
			}
		}
		assertThat(taken).isBetween(3, 999);
		return taken;
	}

	private List<String> labels(String queue) throws Exception {
		List<String> labels = new ArrayList<>();
		try (var browser = connection.browse(queue, MONITOR)) {
			browser.read(PageRequest.first(Integer.MAX_VALUE), message -> labels.add(message.label()), MONITOR);
		}
		return labels;
	}

	private static List<String> upTo(int count) {
		List<String> labels = new ArrayList<>();
		for (int i = 1; i <= count; i++) {
			labels.add("m" + i);
		}
		return labels;
	}

	@Test
	void whatWasAcknowledgedIsThereAndTheRestGoesAgainWhenThereIsRoom() throws Exception {
		int taken = fillUp();
		assertThat(labels(QUEUE)).isEqualTo(upTo(taken));
		try (TransferSession again = session()) {
			assertThat(isTaken(again, message(taken + 1))).as("the disk is still full").isFalse();
		}
		disk.empty();
		try (TransferSession again = session()) {
			assertThat(isTaken(again, message(taken + 1))).isTrue();
			assertThat(isTaken(again, message(taken + 2))).isTrue();
		}
		assertThat(labels(QUEUE)).isEqualTo(upTo(taken + 2));
		int number = server.manager().find(QueuePath.privateQueue("orders")).orElseThrow().number();
		assertThat(disk.countAfterPowerCut(data.resolve("again"), number)).isEqualTo(taken + 2);
	}

	@Test
	void aReceiveIsToldThatTheMessageCouldNotBeTakenAndItStays() throws Exception {
		int taken = fillUp();
		disk.fill();
		ReceiveRequest first = new ReceiveRequest(Optional.empty(), Duration.ZERO, false);
		QueueManagerException e = Remote.fails(Kind.FAILED, () -> connection.receive(QUEUE, first, SIZE, MONITOR));
		assertThat(e.status()).isEqualTo("MQ_ERROR_MESSAGE_STORAGE_FAILED (0xC00E002A)");
		assertThat(labels(QUEUE)).isEqualTo(upTo(taken));
		assertThat(Remote.fails(Kind.FAILED,
				() -> connection.createQueue("private$\\more", QueueSettings.NONE, MONITOR)).status())
				.contains("MQ_ERROR");
		disk.empty();
		assertThat(connection.receive(QUEUE, first, SIZE, MONITOR).summary().label()).isEqualTo("m1");
		assertThat(labels(QUEUE)).hasSize(taken - 1).doesNotContain("m1");
	}

	@Test
	void aUnitOfWorkThatCannotBeCommittedChangesNothing() throws Exception {
		new WireMessageSender().send(new SendRequest("DIRECT=OS:localhost\\" + TRANSACTIONAL, "m{n}",
				new SendRequest.Body(Optional.of("text"), new byte[0], "UTF-16LE", 8), Delivery.TRANSACTIONAL, 0, 2,
				SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED, OptionalInt.of(server.transferPort())),
				id -> {}, MONITOR);
		List<LookupId> ids = new ArrayList<>();
		try (var browser = connection.browse(TRANSACTIONAL, MONITOR)) {
			browser.read(PageRequest.first(10), (MessageSummary message) -> ids.add(message.lookupId()), MONITOR);
		}
		disk.fill();
		List<ItemResult> results = new ArrayList<>();
		connection.reject(TRANSACTIONAL, ids.subList(0, 1), results::add, MONITOR);
		assertThat(results).singleElement().extracting(ItemResult::status)
				.isEqualTo("MQ_ERROR_MESSAGE_STORAGE_FAILED (0xC00E002A)");
		assertThat(labels(TRANSACTIONAL)).containsExactly("m1", "m2");
		assertThat(labels("system$;deadxact")).isEmpty();
		disk.empty();
		results.clear();
		connection.reject(TRANSACTIONAL, ids.subList(0, 1), results::add, MONITOR);
		assertThat(results).allMatch(ItemResult::isDone);
		assertThat(labels(TRANSACTIONAL)).containsExactly("m2");
		assertThat(labels("system$;deadxact")).containsExactly("m1");
	}
}
