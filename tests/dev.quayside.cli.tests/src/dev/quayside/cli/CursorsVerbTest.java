package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.HeldCursor;
import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.OwnHandles;
import dev.quayside.admin.PendingReceive;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.remote.RemoteQueueManagers;
import dev.quayside.testkit.Program;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code cursors} for a queue manager in a process of its own, at which this test holds things open. */
@Timeout(60)
class CursorsVerbTest {

	private static final String QUEUE = "private$\\orders";

	@TempDir
	private static Path data;
	private static Program.Server server;

	private final NullProgressMonitor monitor = new NullProgressMonitor();
	private QueueManagerConnection connection;
	private OwnHandles handles;
	private HeldQueue held;

	@BeforeAll
	static void start() throws Exception {
		server = Program.serve(data, "--queue", QUEUE);
	}

	@AfterAll
	static void stop() throws Exception {
		server.close();
	}

	@BeforeEach
	void open() throws Exception {
		connection = new RemoteQueueManagers()
				.connect(ConnectionSettings.anonymous(QueueManagerAddress.parse(server.host())), monitor);
		connection.purge(QUEUE, monitor);
		handles = connection.handles();
		held = handles.open(QUEUE, HeldQueue.Access.RECEIVE, false, monitor);
	}

	@AfterEach
	void close() {
		connection.close();
	}

	private static void send(int count) {
		assertThat(Cli.run("send", "DIRECT=OS:localhost\\" + QUEUE, "--transfer-port",
				Integer.toString(server.transferPort()), "--label", "m{n}", "--text", "t", "--count",
				Integer.toString(count)).code()).isZero();
	}

	private static JsonArray cursors(String... options) {
		List<String> all = new ArrayList<>(List.of("cursors", "--data", data.toString()));
		all.addAll(List.of(options));
		Cli.Result result = Cli.json(all.toArray(String[]::new));
		assertThat(result.code()).as(result.err()).isZero();
		return result.array();
	}

	/** What this test has open: other clients may be about to go. */
	private static JsonObject own(JsonArray all) {
		return all.get(all.size() - 1).getAsJsonObject();
	}

	@Test
	void itShowsQueuesCursorsAndReceivesWithTheirTimers() throws Exception {
		send(2);
		HeldCursor cursor = handles.createCursor(held.handle(), monitor);
		String id = handles.step(held.handle(), cursor.cursor(), OwnHandles.Step.RECEIVE, Duration.ZERO, 0, monitor)
				.summary().lookupId().toString();
		JsonObject queue = own(cursors());
		assertThat(queue.get("client").getAsString()).isEqualTo("anonymous at 127.0.0.1");
		assertThat(queue.get("pathName").getAsString()).isEqualTo(QUEUE);
		assertThat(queue.get("access").getAsString()).isEqualTo("receive");
		assertThat(queue.get("exclusive").getAsBoolean()).isFalse();
		assertThat(queue.getAsJsonArray("cursors").get(0).getAsJsonObject().get("cursor").getAsLong())
				.isEqualTo(cursor.cursor());
		JsonObject receive = queue.getAsJsonArray("receives").get(0).getAsJsonObject();
		assertThat(receive.get("lookupId").getAsString()).isEqualTo(id);
		assertThat(Instant.parse(receive.get("deadline").getAsString()))
				.isBetween(Instant.now(), Instant.now().plusSeconds(301));
	}

	@Test
	void aReleasedReceiveGivesItsMessageBack() throws Exception {
		send(1);
		handles.step(held.handle(), 0, OwnHandles.Step.RECEIVE, Duration.ZERO, 0, monitor);
		JsonObject queue = own(cursors());
		String request = queue.getAsJsonArray("receives").get(0).getAsJsonObject().get("requestId").getAsString();
		JsonObject after = own(cursors("--release", queue.get("handle").getAsString() + ":" + request));
		assertThat(after.getAsJsonArray("receives")).isEmpty();
		assertThat(handles.step(held.handle(), 0, OwnHandles.Step.RECEIVE, Duration.ZERO, 0, monitor).summary()
				.label()).isEqualTo("m1");
	}

	@Test
	void aReceiveThatWaitsIsEnded() throws Exception {
		CompletableFuture<QueueManagerException> ended = new CompletableFuture<>();
		Thread waiting = new Thread(() -> {
			try {
				handles.step(held.handle(), 0, OwnHandles.Step.RECEIVE, Duration.ofMinutes(1), 0, monitor);
			} catch (QueueManagerException e) {
				ended.complete(e);
			}
		});
		waiting.start();
		JsonObject queue = own(cursors());
		while (queue.getAsJsonArray("receives").isEmpty()) {
			Thread.sleep(5);
			queue = own(cursors());
		}
		JsonObject receive = queue.getAsJsonArray("receives").get(0).getAsJsonObject();
		assertThat(receive.get("lookupId").isJsonNull()).isTrue();
		cursors("--release", queue.get("handle").getAsString() + ":" + receive.get("requestId").getAsString());
		assertThat(ended.get(10, TimeUnit.SECONDS)).hasMessageContaining("MQ_ERROR_OPERATION_CANCELLED");
		waiting.join();
	}

	@Test
	void aClosedHandleIsGoneForItsClientToo() throws Exception {
		String handle = own(cursors()).get("handle").getAsString();
		assertThat(cursors("--close", handle)).noneMatch(
				queue -> queue.getAsJsonObject().get("handle").getAsString().equals(handle));
		assertThatThrownBy(() -> handles.createCursor(held.handle(), monitor))
				.isInstanceOf(QueueManagerException.class);
		Cli.Result again = Cli.json("cursors", "--data", data.toString(), "--close", handle);
		assertThat(again.code()).isEqualTo(1);
		assertThat(again.failures()).singleElement().asString().contains("No queue is open with the handle " + handle);
	}

	@Test
	void aClosedCursorIsGoneForItsClientAndTheQueueStaysOpen() throws Exception {
		HeldCursor cursor = handles.createCursor(held.handle(), monitor);
		String handle = own(cursors()).get("handle").getAsString();
		String name = handle + ":" + cursor.cursor();
		assertThat(own(cursors("--close-cursor", name)).getAsJsonArray("cursors")).isEmpty();
		assertThatThrownBy(() -> step(cursor, OwnHandles.Step.PEEK_CURRENT))
				.isInstanceOf(QueueManagerException.class);
		handles.createCursor(held.handle(), monitor);
		assertThat(Cli.json("cursors", "--data", data.toString(), "--close-cursor", name).code()).isEqualTo(1);
		assertThat(Cli.json("cursors", "--data", data.toString(), "--close-cursor", "7").code()).isEqualTo(2);
	}

	@Test
	void theCursorCanBeStepped() throws Exception {
		send(2);
		HeldCursor cursor = handles.createCursor(held.handle(), monitor);
		assertThat(step(cursor, OwnHandles.Step.PEEK_NEXT)).isEqualTo("m1");
		assertThat(step(cursor, OwnHandles.Step.PEEK_CURRENT)).isEqualTo("m1");
		assertThat(step(cursor, OwnHandles.Step.PEEK_NEXT)).isEqualTo("m2");
		assertThat(step(cursor, OwnHandles.Step.RECEIVE)).isEqualTo("m2");
		PendingReceive receive = handles.list(monitor).get(0).receives().get(0);
		assertThat(receive.message()).isPresent();
		handles.take(held.handle(), receive.requestId(), monitor);
		assertThat(handles.list(monitor).get(0).receives()).isEmpty();
		assertThat(connection.queue(QUEUE, monitor).messageCount().optional()).contains(1L);
		handles.closeCursor(held.handle(), cursor.cursor(), monitor);
		assertThatThrownBy(() -> step(cursor, OwnHandles.Step.PEEK_CURRENT))
				.hasMessageStartingWith("There is no such cursor");
		handles.close(held.handle(), monitor);
		assertThat(handles.list(monitor)).isEmpty();
	}

	private String step(HeldCursor cursor, OwnHandles.Step step) throws QueueManagerException {
		return handles.step(held.handle(), cursor.cursor(), step, Duration.ZERO, 0, monitor).summary().label();
	}

	@Test
	void whereNobodyRunsIs3() {
		Cli.Result result = Cli.json("cursors", "--data", data.resolve("nothing").toString());
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.failures()).singleElement().asString().contains("No queue manager runs on ");
	}

	@Test
	void whatIsNoHandleIsAUsageError() {
		for (String option : List.of("--release=1", "--release=1:2:3", "--release=a:1", "--close=", "--close=1:2",
				"--close=99999999999999999999")) {
			assertThat(Cli.json("cursors", "--data", data.toString(), option).code()).as(option).isEqualTo(2);
		}
		assertThat(Cli.json("cursors").code()).isEqualTo(2);
	}
}
