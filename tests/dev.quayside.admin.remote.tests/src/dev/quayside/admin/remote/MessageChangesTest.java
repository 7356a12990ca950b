package dev.quayside.admin.remote;

import static dev.quayside.admin.remote.Remote.MONITOR;
import static dev.quayside.admin.remote.Remote.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.Capability;
import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.NamedValue;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueAction;
import dev.quayside.admin.QueueDetails;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.QueueSettings;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.server.RpcService;
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
import java.util.Optional;

/** What administrators change, over the wire. */
@Timeout(60)
class MessageChangesTest {

	private static final String POISON = QUEUE + ";poison";

	@TempDir
	private Path data;
	private TestQueueManager server;
	private QueueManagerConnection connection;
	private final List<ItemResult> results = new ArrayList<>();

	@BeforeEach
	void start() throws Exception {
		server = TestQueueManager.start(data, "orders", "other");
		connection = Remote.connect(server.server().rpcPort());
	}

	@AfterEach
	void stop() {
		connection.close();
		server.close();
	}

	private List<LookupId> ids(String queue) throws Exception {
		List<LookupId> ids = new ArrayList<>();
		try (var browser = connection.browse(queue, MONITOR)) {
			browser.read(PageRequest.first(Integer.MAX_VALUE), message -> ids.add(message.lookupId()), MONITOR);
		}
		return ids;
	}

	@Test
	void manyMessagesAreMovedAndEachHasItsResultInOrder() throws Exception {
		Remote.send(server, 1_000);
		List<LookupId> ids = ids(QUEUE);
		connection.move(QUEUE, POISON, ids, results::add, MONITOR);
		assertThat(results).allMatch(ItemResult::isDone);
		assertThat(results).extracting(ItemResult::lookupId).containsExactlyElementsOf(ids);
		assertThat(ids(QUEUE)).isEmpty();
		assertThat(ids(POISON)).hasSize(1_000);
		assertThat(connection.queue(QUEUE, MONITOR).subqueues().optional()).contains(List.of("poison"));
	}

	@Test
	void manyMessagesAreDeletedAndOneThatHasGoneDoesNotStopTheRest() throws Exception {
		Remote.send(server, 100);
		List<LookupId> ids = new ArrayList<>(ids(QUEUE));
		ids.add(50, new LookupId(42));
		connection.delete(QUEUE, ids, results::add, MONITOR);
		assertThat(results).extracting(ItemResult::lookupId).containsExactlyElementsOf(ids);
		assertThat(results).filteredOn(result -> !result.isDone()).singleElement()
				.extracting(ItemResult::status).isEqualTo("MQ_ERROR_MESSAGE_NOT_FOUND (0xC00E0088)");
		assertThat(ids(QUEUE)).isEmpty();
	}

	@Test
	void aCancelledMoveSaysWhatWasMoved() throws Exception {
		Remote.send(server, 500);
		List<LookupId> ids = ids(QUEUE);
		NullProgressMonitor monitor = new NullProgressMonitor();
		assertThatThrownBy(() -> connection.move(QUEUE, POISON, ids, result -> {
			results.add(result);
			monitor.setCanceled(true);
		}, monitor)).isInstanceOf(OperationCanceledException.class);
		assertThat(results).hasSizeBetween(1, 499).allMatch(ItemResult::isDone);
		assertThat(ids(POISON)).hasSize(results.size());
	}

	@Test
	void queuesThatDoNotBelongTogetherAndNamesThatAreNoneAreRefused() throws Exception {
		Remote.send(server, 1);
		connection.move(QUEUE, "private$\\other;x", ids(QUEUE), results::add, MONITOR);
		assertThat(results).singleElement().extracting(ItemResult::status)
				.isEqualTo("STATUS_INVALID_PARAMETER (0xC000000D)");
		assertThat(results.get(0).failure().get().kind()).isEqualTo(Kind.INVALID);
		for (String target : List.of("private$\\", "a\0b", POISON + ";deeper")) {
			Remote.fails(Kind.INVALID, () -> connection.move(QUEUE, target, ids(QUEUE), results::add, MONITOR));
		}
		assertThat(ids(QUEUE)).hasSize(1);
	}

	@Test
	void aConnectionThatBreaksEndsItAndTheResultsSoFarStand() throws Exception {
		Remote.send(server, 200);
		List<LookupId> ids = ids(QUEUE);
		Remote.fails(Kind.UNREACHABLE, () -> connection.delete(QUEUE, ids, result -> {
			results.add(result);
			server.close();
		}, MONITOR));
		assertThat(results).anyMatch(ItemResult::isDone).hasSizeLessThan(200);
		assertThat(results).filteredOn(result -> !result.isDone()).as("what was in flight is told, too")
				.allSatisfy(result -> assertThat(result.failure().orElseThrow()).hasMessageContaining("is not known"));
	}

	@Test
	void ourOwnServerOffersAll() throws Exception {
		for (Capability capability : Capability.values()) {
			assertThat(connection.capabilities(MONITOR).whyNot(capability)).isEmpty();
		}
	}

	@Test
	void aServerWithoutQmcommSaysWhatItCannotDoAndWhy() throws Exception {
		try (FakeManager manager = new FakeManager().with(QUEUE);
				QueueManagerConnection plain = Remote.connect(manager.port())) {
			assertThat(plain.capabilities(MONITOR).whyNot(Capability.MANAGE_QUEUES).get())
					.contains("does not offer qmcomm");
			assertThat(plain.capabilities(MONITOR).has(Capability.MOVE)).isTrue();
			assertThat(Remote.fails(Kind.FAILED, () -> plain.createQueue("private$\\x", QueueSettings.NONE, MONITOR)))
					.hasMessageContaining("Cannot create private$\\x").hasMessageContaining("qmcomm");
			assertThat(Remote.fails(Kind.FAILED, () -> plain.deleteQueue(QUEUE, MONITOR)))
					.hasMessageContaining("qmcomm");
			QueueDetails details = plain.queueDetails(QUEUE, MONITOR);
			assertThat(details.summary().messageCount().optional()).contains(3L);
			assertThat(details.settings().unknownReason().get()).contains("qmcomm");
			assertThat(details.permissions().isUnknown()).isTrue();
		}
	}

	@Test
	void whoIsNotLetInIsNotToldThatNothingIsOffered() throws Exception {
		RpcService closed = RpcService.of(QmComm.INTERFACE).guardedBy(
				(opnum, caller) -> Optional.of(FaultStatus.ACCESS_DENIED));
		try (FakeManager manager = new FakeManager(closed).with(QUEUE);
				QueueManagerConnection plain = Remote.connect(manager.port())) {
			assertThat(plain.capabilities(MONITOR).whyNot(Capability.MANAGE_QUEUES).get())
					.contains("does not let this account").contains("0x00000005").doesNotContain("does not offer");
		}
	}

	@Test
	void detailsHaveAllPropertiesAndWhoMayDoWhat() throws Exception {
		QueueDetails details = connection.queueDetails(QUEUE, MONITOR);
		assertThat(details.properties()).extracting(NamedValue::name).contains("Path name", "Message count",
				"EOD next sequence", "Subqueue names", "Create time", "Instance");
		assertThat(details.settings().optional().get().quota()).hasValue(QueueSettings.UNLIMITED);
		assertThat(details.permissions().optional().get().entries()).isNotEmpty();
		assertThat(connection.machineDetails(MONITOR).properties()).extracting(NamedValue::name)
				.contains("Private queues", "Connected", "Bytes in all queues");
	}

	@Test
	void publicQueuesAreListedWhileTheyAreActive() throws Exception {
		server.server().manager().create(QueueAttributes.publicQueue("Everywhere"));
		HeldQueue held = connection.handles().open("Everywhere", HeldQueue.Access.PEEK, false, MONITOR);
		List<String> listed = new ArrayList<>();
		connection.queues(QueueListing.PRIVATE, queue -> listed.add(queue.pathName()), MONITOR);
		assertThat(listed).containsExactly("Everywhere", QUEUE, "private$\\other");
		connection.handles().close(held.handle(), MONITOR);
	}

	@Test
	void actionsThatMakeNoSenseAreRefusedInWords() throws Exception {
		connection.act(QueueAction.TIDY, "", MONITOR);
		assertThat(Remote.fails(Kind.FAILED, () -> connection.act(QueueAction.PAUSE, QUEUE, MONITOR)))
				.hasMessageContaining("PAUSE");
	}

	@Test
	void whatWasOpenOverAConnectionThatBrokeIsNotShownAnyMore() throws Exception {
		HeldQueue held = connection.handles().open(QUEUE, HeldQueue.Access.RECEIVE, false, MONITOR);
		List<String> changes = new ArrayList<>();
		Runnable stop = connection.handles().onChanged(() -> changes.add("changed"));
		assertThat(connection.handles().list(MONITOR)).containsExactly(held);
		server.close();
		Remote.fails(Kind.UNREACHABLE, () -> connection.handles().createCursor(held.handle(), MONITOR));
		assertThat(connection.handles().list(MONITOR)).isEmpty();
		assertThat(changes).isNotEmpty();
		Remote.fails(Kind.NOT_FOUND, () -> connection.handles().close(held.handle(), MONITOR));
		stop.run();
	}
}
