package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.transfer.OutgoingSequence;
import dev.quayside.msmq.transfer.ResendSchedule;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransactionalSender;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.testkit.Program;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Queue managers in processes of their own that acknowledge to each other, and are killed. */
@Timeout(120)
class TwoQueueManagersTest {

	private static final String ACKS = "private$\\acks";
	private static final String ORDERS = "private$\\orders";
	private static final int MESSAGES = 200;

	@TempDir
	private Path folder;
	private final List<Program.Server> servers = new ArrayList<>();

	private Program.Server serve(String name, String... arguments) throws IOException {
		Program.Server server = Program.serve(folder.resolve(name), arguments);
		servers.add(server);
		return server;
	}

	@AfterEach
	void stop() throws InterruptedException {
		for (Program.Server server : servers) {
			server.close();
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static Cli.Result send(Program.Server to, String queue, String... options) {
		List<String> all = new ArrayList<>(List.of("send", "DIRECT=TCP:127.0.0.1\\private$\\" + queue,
				"--transfer-port", Integer.toString(to.transferPort()), "--label", "hello {n}", "--text", "text",
				"--admin-queue", "DIRECT=TCP:127.0.0.1\\" + ACKS));
		all.addAll(List.of(options));
		return Cli.run(all.toArray(String[]::new));
	}

	private static List<String> fields(Program.Server server, String queue, String field) {
		Cli.Result result = Cli.json("peek", server.host(), queue, "--max", "0");
		assertThat(result.code()).as(result.err()).isZero();
		List<String> values = new ArrayList<>();
		for (JsonElement message : JsonParser.parseString(result.out()).getAsJsonArray()) {
			values.add(message.getAsJsonObject().get(field).getAsString());
		}
		return values;
	}

	private static void awaitClasses(Program.Server server, String... classes) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		List<String> there = fields(server, ACKS, "messageClass");
		while (there.size() < classes.length && System.nanoTime() < deadline) {
			Thread.sleep(100);
			there = fields(server, ACKS, "messageClass");
		}
		assertThat(there).containsExactlyInAnyOrder(classes);
	}

	@Test
	void oneAcknowledgesToAnAdministrationQueueOfTheOther() throws Exception {
		Program.Server b = serve("b", "--queue", ACKS);
		Program.Server a = serve("a", "--queue", ORDERS, "--peer", "127.0.0.1=" + b.transferPort());
		assertThat(send(a, "orders", "--recoverable").code()).isZero();
		awaitClasses(b, "ACK_REACH_QUEUE");
		assertThat(Cli.run("receive", a.host(), ORDERS).code()).isZero();
		awaitClasses(b, "ACK_REACH_QUEUE", "ACK_RECEIVE");
		assertThat(fields(b, ACKS, "label")).containsOnly("hello 1");
		assertThat(fields(b, ACKS, "responseQueue")).containsOnly("DIRECT=TCP:127.0.0.1\\private$\\orders");
	}

	@Test
	void onlyOnRequestIsASenderToldThatThereIsNoSuchQueue() throws Exception {
		Program.Server b = serve("b", "--queue", ACKS);
		String peer = "127.0.0.1=" + b.transferPort();
		Program.Server quiet = serve("quiet", "--queue", ORDERS, "--peer", peer);
		Program.Server frank = serve("frank", "--queue", ORDERS, "--peer", peer, "--insecure-nacks");
		assertThat(send(quiet, "nothing", "--recoverable").code()).isZero();
		assertThat(send(quiet, "orders", "--recoverable").code()).isZero();
		awaitClasses(b, "ACK_REACH_QUEUE");
		assertThat(send(frank, "nothing", "--recoverable").code()).isZero();
		awaitClasses(b, "ACK_REACH_QUEUE", "NACK_BAD_DST_Q");
	}

	@Test
	void acknowledgementsWaitForAQueueManagerThatIsAway() throws Exception {
		int port = freePort();
		Program.Server a = serve("a", "--queue", ORDERS, "--peer", "127.0.0.1=" + port);
		assertThat(send(a, "orders", "--recoverable", "--count", "3").code()).isZero();
		assertThat(Cli.run("purge", a.host(), ORDERS, "--yes").code()).isZero();
		a.kill();
		Program.Server b = serve("b", "--queue", ACKS, "--transfer-port", Integer.toString(port));
		serve("a", "--queue", ORDERS, "--peer", "127.0.0.1=" + port);
		awaitClasses(b, "ACK_REACH_QUEUE", "ACK_REACH_QUEUE", "ACK_REACH_QUEUE", "NACK_Q_PURGED", "NACK_Q_PURGED",
				"NACK_Q_PURGED");
	}

	@Test
	void anAdministrationQueueOfTheSameQueueManagerIsWrittenAtOnce() throws Exception {
		Program.Server a = serve("a", "--queue", ORDERS + ",transactional", "--queue", ACKS);
		assertThat(send(a, "orders", "--transactional", "--count", "2").code()).isZero();
		awaitClasses(a, "ACK_REACH_QUEUE", "ACK_REACH_QUEUE");
		assertThat(fields(a, ORDERS, "label")).containsExactly("hello 1", "hello 2");
		assertThat(fields(a, ORDERS, "delivery")).containsOnly("transactional");
	}

	@Test
	void nothingIsLostTwiceOrOutOfOrderWhenTheReceiverIsKilled() throws Exception {
		int port = freePort();
		String[] arguments = { "--queue", ORDERS + ",transactional", "--transfer-port", Integer.toString(port) };
		Program.Server first = serve("a", arguments);
		UUID self = UUID.randomUUID();
		List<CompletableFuture<Void>> sent = new ArrayList<>();
		try (TransactionalSender sender = TransactionalSender.connect(
				sink -> TransferSession.connect("127.0.0.1", port, self, SessionOptions.DEFAULT, sink),
				OutgoingSequence.firstId(1_700_000_000L), ResendSchedule.DEFAULT, Duration.ofMinutes(1))) {
			for (int number = 1; number <= MESSAGES; number++) {
				TransactionHeader header = new TransactionHeader(0, 0, 0, 0, Optional.empty());
				sent.add(sender.send(new MessageBuilder(self, FormatName.parse("DIRECT=OS:localhost\\private$\\orders"))
						.ordinal(number).label(Integer.toString(number)).transaction(header).build())
						.toCompletableFuture());
				if (number == MESSAGES / 2) {
					first.kill();
				}
			}
			Program.Server second = serve("a", arguments);
			for (CompletableFuture<Void> message : sent) {
				message.get(60, TimeUnit.SECONDS);
			}
			List<String> expected = new ArrayList<>();
			for (int number = 1; number <= MESSAGES; number++) {
				expected.add(Integer.toString(number));
			}
			assertThat(fields(second, ORDERS, "label")).isEqualTo(expected);
		}
	}
}
