package dev.quayside.admin.remote;

import static dev.quayside.admin.remote.Remote.MONITOR;
import static dev.quayside.admin.remote.Remote.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.MessageSummary;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.ReceiveRequest;
import dev.quayside.admin.remote.UnreliableWire.Fate;
import dev.quayside.testkit.TestQueueManager;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Connections that break, servers that hang, users who cancel: one call limit of these tests is a minute. */
@Timeout(30)
class BrokenConnectionTest {

	private static final int START_RECEIVE = 7;
	private static final int CANCEL_RECEIVE = 8;
	private static final int END_RECEIVE = 9;
	private static final int PURGE = 6;
	private static final ReceiveRequest FIRST = new ReceiveRequest(Optional.empty(), Duration.ZERO, false);

	@TempDir
	private Path folder;
	private TestQueueManager server;
	private UnreliableWire wire;
	private QueueManagerConnection connection;

	@BeforeEach
	void start() throws Exception {
		server = TestQueueManager.start(folder, "orders");
		wire = new UnreliableWire(server.server().rpcPort());
		connection = Remote.connect(wire.port());
	}

	@AfterEach
	void stop() {
		connection.close();
		wire.close();
		server.close();
	}

	/** Asked beside the wire. */
	private List<String> labels() throws QueueManagerException {
		List<String> labels = new ArrayList<>();
		try (QueueManagerConnection direct = Remote.connect(server.server().rpcPort());
				MessageBrowser browser = direct.browse(QUEUE, MONITOR)) {
			browser.read(PageRequest.first(100), message -> labels.add(message.label()), MONITOR);
		}
		return labels;
	}

	private List<LookupId> ids() throws QueueManagerException {
		List<LookupId> ids = new ArrayList<>();
		try (MessageBrowser browser = connection.browse(QUEUE, MONITOR)) {
			browser.read(PageRequest.first(100), message -> ids.add(message.lookupId()), MONITOR);
		}
		return ids;
	}

	@Test
	void anIdleConnectionThatBrokeIsMadeAnew() throws Exception {
		connection.machine(MONITOR);
		wire.cut();
		assertThat(connection.machine(MONITOR).privateQueues().optional()).contains(1);
		assertThat(wire.connections()).isEqualTo(2);
		wire.cut();
		List<String> paths = new ArrayList<>();
		connection.queues(QueueListing.PRIVATE, queue -> paths.add(queue.pathName()), MONITOR);
		assertThat(paths).containsExactly(QUEUE);
	}

	@Test
	void aBrowserOpensItsQueueAnewAndGoesOn() throws Exception {
		Remote.send(server, 5);
		try (MessageBrowser browser = connection.browse(QUEUE, MONITOR)) {
			List<MessageSummary> page = new ArrayList<>();
			browser.read(PageRequest.first(2), page::add, MONITOR);
			wire.cut();
			browser.read(PageRequest.after(page.get(1).lookupId(), 100), page::add, MONITOR);
			assertThat(page).extracting(MessageSummary::label).containsExactly("message 1", "message 2", "message 3",
					"message 4", "message 5");
		}
	}

	@Test
	void aServerThatDiesInTheMiddleOfAListEndsItWithWhatWasRead() throws Exception {
		Remote.send(server, 200);
		try (MessageBrowser browser = connection.browse(QUEUE, MONITOR)) {
			List<String> seen = new ArrayList<>();
			Remote.fails(Kind.UNREACHABLE, () -> browser.read(PageRequest.first(1000), message -> {
				seen.add(message.label());
				if (seen.size() == 3) {
					wire.close();
					server.close();
				}
			}, MONITOR));
			assertThat(seen).hasSizeBetween(3, 199)
					.isEqualTo(IntStream.rangeClosed(1, seen.size()).mapToObj(i -> "message " + i).toList());
		}
	}

	@Test
	void aListGoesOnWhereTheConnectionBrokeInItsMiddle() throws Exception {
		Remote.send(server, 200);
		try (MessageBrowser browser = connection.browse(QUEUE, MONITOR)) {
			List<String> seen = new ArrayList<>();
			int count = browser.read(PageRequest.first(1000), message -> {
				seen.add(message.label());
				if (seen.size() == 50) {
					wire.cut();
				}
			}, MONITOR);
			assertThat(count).isEqualTo(200);
			assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 200).mapToObj(i -> "message " + i).toList());
			assertThat(wire.connections()).isEqualTo(2);
		}
	}

	@Test
	void aReceiveIsNotMadeTwice() throws Exception {
		Remote.send(server, 2);
		connection.machine(MONITOR);
		wire.on(START_RECEIVE, Fate.LOSE_ANSWER);
		Remote.fails(Kind.UNREACHABLE, () -> connection.receive(QUEUE, FIRST, 100, MONITOR));
		assertThat(wire.opnums()).containsOnlyOnce(START_RECEIVE);
		assertThat(wire.connections()).as("nothing is closed over a new connection").isEqualTo(1);
		Remote.await(() -> server.server().clients() == 0);
		assertThat(labels()).containsExactly("message 1", "message 2");
	}

	@Test
	void aReceiveWhoseEndIsNotConfirmedNamesTheMessage() throws Exception {
		Remote.send(server, 2);
		String first = ids().get(0).toString();
		wire.on(END_RECEIVE, Fate.LOSE_ANSWER);
		QueueManagerException e = Remote.fails(Kind.UNREACHABLE,
				() -> connection.receive(QUEUE, FIRST, 100, MONITOR));
		assertThat(e).hasMessageContaining("Message " + first).hasMessageContaining("taking it was not confirmed");
		assertThat(e.advice()).contains("still in the queue");
		assertThat(labels()).containsExactly("message 2");
	}

	@Test
	void aDeletionIsNotMadeTwice() throws Exception {
		Remote.send(server, 3);
		List<LookupId> ids = ids();
		List<ItemResult> results = Collections.synchronizedList(new ArrayList<>());
		wire.on(END_RECEIVE, Fate.LOSE_ANSWER);
		Remote.fails(Kind.UNREACHABLE, () -> connection.delete(QUEUE, ids, results::add, MONITOR));
		assertThat(results).filteredOn(result -> !result.isDone()).isNotEmpty()
				.allSatisfy(result -> assertThat(result.failure().orElseThrow()).hasMessageContaining("is not known"));
		assertThat(wire.opnums()).filteredOn(opnum -> opnum == END_RECEIVE).hasSizeBetween(1, 3);
	}

	@Test
	void aPurgeIsNotMadeTwice() throws Exception {
		Remote.send(server, 2);
		connection.machine(MONITOR);
		wire.on(PURGE, Fate.CUT);
		Remote.fails(Kind.UNREACHABLE, () -> connection.purge(QUEUE, MONITOR));
		assertThat(wire.opnums()).containsOnlyOnce(PURGE);
		assertThat(labels()).hasSize(2);
	}

	@Test
	void aChangeBeginsOnANewConnectionWhereTheIdleOneBroke() throws Exception {
		Remote.send(server, 1);
		connection.machine(MONITOR);
		wire.cut();
		assertThat(connection.receive(QUEUE, FIRST, 100, MONITOR).summary().label()).isEqualTo("message 1");
		assertThat(labels()).isEmpty();
	}

	private static void cancels(CompletableFuture<?> running) throws Exception {
		assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
				.hasCauseInstanceOf(OperationCanceledException.class);
	}

	private interface Call {

		void run() throws QueueManagerException;
	}

	private static CompletableFuture<Void> running(Call call) {
		return CompletableFuture.runAsync(() -> {
			try {
				call.run();
			} catch (QueueManagerException e) {
				throw new AssertionError(e);
			}
		});
	}

	@Test
	void aWaitingReceiveIsCancelledAtTheServerToo() throws Exception {
		NullProgressMonitor monitor = new NullProgressMonitor();
		CompletableFuture<Void> waiting = running(() -> connection.receive(QUEUE,
				new ReceiveRequest(Optional.empty(), Duration.ofMinutes(10), false), 100, monitor));
		Remote.await(() -> wire.opnums().contains(START_RECEIVE));
		monitor.setCanceled(true);
		cancels(waiting);
		assertThat(wire.opnums()).contains(CANCEL_RECEIVE);
		Remote.send(server, 1);
		assertThat(labels()).containsExactly("message 1");
	}

	@Test
	void readingFromAServerThatHangsCanBeCancelled() throws Exception {
		Remote.send(server, 3);
		NullProgressMonitor monitor = new NullProgressMonitor();
		wire.on(START_RECEIVE, Fate.SWALLOW);
		try (MessageBrowser browser = connection.browse(QUEUE, MONITOR)) {
			CompletableFuture<Void> waiting = running(
					() -> browser.read(PageRequest.first(100), message -> {}, monitor));
			Remote.await(() -> wire.opnums().contains(START_RECEIVE));
			monitor.setCanceled(true);
			cancels(waiting);
			wire.onNothing();
			List<String> seen = new ArrayList<>();
			browser.read(PageRequest.first(100), message -> seen.add(message.label()), MONITOR);
			assertThat(seen).hasSize(3);
		}
	}

	@Test
	void deletingOnAServerThatHangsCanBeCancelled() throws Exception {
		Remote.send(server, 3);
		List<LookupId> ids = ids();
		NullProgressMonitor monitor = new NullProgressMonitor();
		wire.on(END_RECEIVE, Fate.SWALLOW);
		CompletableFuture<Void> waiting = running(() -> connection.delete(QUEUE, ids, result -> {}, monitor));
		Remote.await(() -> wire.opnums().contains(END_RECEIVE));
		monitor.setCanceled(true);
		cancels(waiting);
	}

	@Test
	void connectingToAHostThatSaysNothingCanBeCancelled() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			NullProgressMonitor monitor = new NullProgressMonitor();
			CompletableFuture<Void> waiting = running(() -> new RemoteQueueManagers()
					.connect(Remote.settings(silent.getLocalPort(), Duration.ofMinutes(1)), monitor));
			silent.accept();
			monitor.setCanceled(true);
			cancels(waiting);
		}
	}

	@Test
	void askingForTheIdOfAQueueManagerThatSaysNothingCanBeCancelled() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				QueueManagerConnection other = new RemoteQueueManagers()
						.connect(new ConnectionSettings(connection.settings().address()
								.withTransferPort(silent.getLocalPort()), Protection.NONE, Credentials.NONE,
								Duration.ofMinutes(1)),
								MONITOR)) {
			NullProgressMonitor monitor = new NullProgressMonitor();
			CompletableFuture<Void> waiting = running(() -> other.machine(monitor));
			silent.accept();
			monitor.setCanceled(true);
			cancels(waiting);
		}
	}

	@Test
	void aClosedConnectionClosesItsSockets() throws IOException, InterruptedException {
		connection.close();
		Remote.await(() -> server.server().clients() == 0);
	}
}
