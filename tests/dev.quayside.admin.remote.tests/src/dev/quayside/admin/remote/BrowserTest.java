package dev.quayside.admin.remote;

import static dev.quayside.admin.remote.Remote.MONITOR;
import static dev.quayside.admin.remote.Remote.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.MessageSummary;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.SendRequest;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.mgmt.RemoteManagement;
import dev.quayside.testkit.TestQueueManager;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/** Paging through a queue of a real queue manager. */
@Timeout(60)
class BrowserTest {

	@TempDir
	private Path folder;
	private TestQueueManager server;
	private QueueManagerConnection connection;
	private MessageBrowser browser;

	@BeforeEach
	void start() throws Exception {
		server = TestQueueManager.start(folder, "orders");
		connection = Remote.connect(server.server().rpcPort());
		browser = connection.browse(QUEUE, MONITOR);
	}

	@AfterEach
	void stop() {
		browser.close();
		connection.close();
		server.close();
	}

	private List<MessageSummary> page(PageRequest request) throws QueueManagerException {
		List<MessageSummary> page = new ArrayList<>();
		int count = browser.read(request, page::add, MONITOR);
		assertThat(page).hasSize(count);
		return page;
	}

	private List<String> labels(PageRequest request) throws QueueManagerException {
		return page(request).stream().map(MessageSummary::label).toList();
	}

	private static List<String> messages(int from, int to) {
		return (from <= to ? IntStream.rangeClosed(from, to) : IntStream.iterate(from, i -> i >= to, i -> i - 1))
				.mapToObj(i -> "message " + i).toList();
	}

	@Test
	void pagesOfAThousandMessagesFitTogether() throws Exception {
		Remote.send(server, 1000);
		List<MessageSummary> all = new ArrayList<>();
		List<MessageSummary> page = page(PageRequest.first(150));
		while (!page.isEmpty()) {
			all.addAll(page);
			page = page(PageRequest.after(page.get(page.size() - 1).lookupId(), 150));
		}
		assertThat(all).extracting(MessageSummary::label).isEqualTo(messages(1, 1000));
		assertThat(all).extracting(MessageSummary::lookupId).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void pagesGoOnAtMessagesThatWereDeletedOrCameMeanwhile() throws Exception {
		Remote.send(server, 40);
		List<MessageSummary> first = page(PageRequest.first(20));
		LookupId last = first.get(19).lookupId();
		connection.delete(QUEUE, List.of(last), result -> assertThat(result.isDone()).isTrue(), MONITOR);
		assertThat(labels(PageRequest.after(last, 10))).isEqualTo(messages(21, 30));
		List<MessageSummary> rest = page(PageRequest.first(1000));
		assertThat(rest).hasSize(39);
		Remote.send(server, 5);
		assertThat(page(PageRequest.after(rest.get(38).lookupId(), 100))).hasSize(5);
	}

	@Test
	void aPageInTheMiddleOrBackwardsLeavesTheNextOnesWhole() throws Exception {
		Remote.send(server, 60);
		List<MessageSummary> first = page(PageRequest.first(20));
		assertThat(labels(PageRequest.before(first.get(5).lookupId(), 3))).isEqualTo(messages(5, 3));
		assertThat(labels(PageRequest.after(first.get(2).lookupId(), 4))).isEqualTo(messages(4, 7));
		assertThat(labels(PageRequest.after(first.get(19).lookupId(), 20))).isEqualTo(messages(21, 40));
		assertThat(labels(PageRequest.first(30))).isEqualTo(messages(1, 30));
	}

	@Test
	void browsingOverAndOverLeavesNoCursorsBehind() throws Exception {
		Remote.send(server, 5);
		for (int i = 0; i < 50; i++) {
			assertThat(page(PageRequest.first(3))).hasSize(3);
			assertThat(page(PageRequest.first(100))).hasSize(5);
			NullProgressMonitor monitor = new NullProgressMonitor();
			assertThatThrownBy(
					() -> browser.read(PageRequest.first(100), message -> monitor.setCanceled(true), monitor))
					.isInstanceOf(OperationCanceledException.class);
		}
		assertThat(page(PageRequest.first(3))).hasSize(3);
		assertThat(server.server().manager().openQueues()).singleElement()
				.satisfies(open -> assertThat(open.cursors()).as("the one for the next page").hasSize(1));
	}

	@Test
	void itReadsForwardsAndBackwards() throws Exception {
		Remote.send(server, 10);
		List<MessageSummary> all = page(PageRequest.first(100));
		LookupId fifth = all.get(4).lookupId();
		assertThat(labels(PageRequest.last(3))).isEqualTo(messages(10, 8));
		assertThat(labels(PageRequest.from(fifth, 3))).isEqualTo(messages(5, 7));
		assertThat(labels(PageRequest.after(fifth, 3))).isEqualTo(messages(6, 8));
		assertThat(labels(PageRequest.before(fifth, 100))).isEqualTo(messages(4, 1));
		assertThat(labels(PageRequest.after(all.get(9).lookupId(), 5))).isEmpty();
		assertThat(labels(PageRequest.before(all.get(0).lookupId(), 5))).isEmpty();
	}

	@Test
	void anEmptyQueueIsAnEmptyPage() throws Exception {
		assertThat(page(PageRequest.first(10))).isEmpty();
		assertThat(page(PageRequest.last(10))).isEmpty();
		assertThat(page(PageRequest.from(new LookupId(5), 10))).isEmpty();
	}

	@Test
	void aPageGoesAcrossMessagesThatWereDeleted() throws Exception {
		Remote.send(server, 10);
		List<LookupId> ids = page(PageRequest.first(100)).stream().map(MessageSummary::lookupId).toList();
		connection.delete(QUEUE, ids.subList(2, 5), result -> assertThat(result.isDone()).isTrue(), MONITOR);
		assertThat(labels(PageRequest.after(ids.get(1), 2))).isEqualTo(messages(6, 7));
		assertThat(labels(PageRequest.from(ids.get(3), 1))).isEqualTo(messages(6, 6));
		assertThat(labels(PageRequest.before(ids.get(4), 1))).isEqualTo(messages(2, 2));
	}

	@Test
	void theWayAcrossMessagesThatWereDeletedBeginsNearby() throws Exception {
		Remote.send(server, 400);
		List<LookupId> ids = page(PageRequest.first(400)).stream().map(MessageSummary::lookupId).toList();
		connection.delete(QUEUE, ids.subList(198, 203), result -> assertThat(result.isDone()).isTrue(), MONITOR);
		long before = calls();
		assertThat(labels(PageRequest.after(ids.get(200), 1))).isEqualTo(messages(204, 204));
		assertThat(labels(PageRequest.before(ids.get(200), 1))).isEqualTo(messages(198, 198));
		assertThat(calls() - before).isLessThan(40);
	}

	@Test
	void behindTheLastOnesThatWereDeletedThereIsNothing() throws Exception {
		Remote.send(server, 400);
		List<LookupId> ids = page(PageRequest.first(400)).stream().map(MessageSummary::lookupId).toList();
		connection.delete(QUEUE, ids.subList(395, 400), result -> assertThat(result.isDone()).isTrue(), MONITOR);
		long before = calls();
		assertThat(labels(PageRequest.after(ids.get(398), 5))).isEmpty();
		assertThat(calls() - before).isLessThan(40);
	}

	/** How many calls the queue manager has served. */
	private long calls() throws Exception {
		try (RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", server.server().rpcPort()),
				RpcClientOptions.DEFAULT)) {
			return client.channel(RemoteManagement.INTERFACE).call(RemoteManagement.INQUIRE_STATISTICS, 1L).value()
					.get(0);
		}
	}

	@Test
	void deletingWhileReadingLosesNoOtherMessage() throws Exception {
		Remote.send(server, 20);
		List<String> seen = new ArrayList<>();
		browser.read(PageRequest.first(100), message -> {
			seen.add(message.label());
			try {
				connection.delete(QUEUE, List.of(message.lookupId()), result -> {}, MONITOR);
			} catch (QueueManagerException e) {
				throw new AssertionError(e);
			}
		}, MONITOR);
		assertThat(seen).isEqualTo(messages(1, 20));
		assertThat(page(PageRequest.first(10))).isEmpty();
	}

	@Test
	void aMessageThatAReceiveHoldsIsPassedOver() throws Exception {
		Remote.send(server, 3);
		List<LookupId> ids = page(PageRequest.first(100)).stream().map(MessageSummary::lookupId).toList();
		try (RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", server.server().rpcPort()),
				RpcClientOptions.DEFAULT)) {
			RemoteQueue holder = RemoteQueue.open(client.channel(RemoteRead.INTERFACE),
					FormatName.parse("DIRECT=OS:localhost\\" + QUEUE), RemoteRead.Access.RECEIVE, false,
					UUID.randomUUID(), CallOptions.defaults());
			holder.lookup(ReceiveAction.LOOKUP_RECEIVE_CURRENT, ids.get(1).value(), 1, 0, CallOptions.defaults());
			assertThat(labels(PageRequest.from(ids.get(1), 5))).isEqualTo(messages(3, 3));
			assertThat(labels(PageRequest.first(5))).containsExactly("message 1", "message 3");
			Remote.fails(Kind.BUSY, () -> browser.message(ids.get(1), 0, MONITOR));
		}
	}

	@Test
	void threeMegabytesArriveWhole() throws Exception {
		byte[] body = new byte[3 * 1024 * 1024];
		new SplittableRandom(7).nextBytes(body);
		Remote.send(server, 1, SendRequest.Body.bytes(body));
		MessageSummary summary = page(PageRequest.first(1)).get(0);
		assertThat(summary.bodySize()).isEqualTo(body.length);
		Message message = browser.message(summary.lookupId(), 4 * 1024 * 1024, MONITOR);
		assertThat(message.isCut()).isFalse();
		assertThat(message.body()).isEqualTo(body);
	}

	@Test
	void aBodyIsCutAtTheLimit() throws Exception {
		Remote.send(server, 1, SendRequest.Body.bytes("0123456789".getBytes()));
		LookupId id = page(PageRequest.first(1)).get(0).lookupId();
		Message cut = browser.message(id, 4, MONITOR);
		assertThat(cut.isCut()).isTrue();
		assertThat(new String(cut.body())).isEqualTo("0123");
		assertThat(cut.summary().bodySize()).isEqualTo(10);
		assertThat(browser.message(id, 10, MONITOR).isCut()).isFalse();
	}

	@Test
	void aMessageThatHasGoneIsNotFound() {
		QueueManagerException e = Remote.fails(Kind.NOT_FOUND, () -> browser.message(new LookupId(42), 0, MONITOR));
		assertThat(e).hasMessageContaining("message 42").hasMessageContaining("MQ_ERROR_MESSAGE_NOT_FOUND");
		assertThat(e.status()).isEqualTo("MQ_ERROR_MESSAGE_NOT_FOUND (0xC00E0088)");
	}

	@Test
	void aCancelBetweenTwoMessagesEndsThePage() throws Exception {
		Remote.send(server, 10);
		NullProgressMonitor monitor = new NullProgressMonitor();
		List<String> seen = new ArrayList<>();
		assertThatThrownBy(() -> browser.read(PageRequest.first(100), message -> {
			seen.add(message.label());
			monitor.setCanceled(seen.size() == 3);
		}, monitor)).isInstanceOf(OperationCanceledException.class);
		assertThat(seen).isEqualTo(messages(1, 3));
		assertThat(labels(PageRequest.first(1))).isEqualTo(messages(1, 1));
	}
}
