package dev.quayside.admin.remote;

import static dev.quayside.admin.remote.Remote.MONITOR;
import static dev.quayside.admin.remote.Remote.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.MachineSummary;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.QueueType;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueProperty;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.server.RpcService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What queue managers may answer to questions for properties: what is not said clearly is unknown, never 0. */
@Timeout(30)
class PropertiesTest {

	private static final MqStatus NOT_ACTIVE = MqStatus.of(0xC00E0004);

	private FakeManager manager;
	private QueueManagerConnection connection;

	@BeforeEach
	void start() throws Exception {
		manager = new FakeManager(RpcService.of(RemoteRead.INTERFACE)
				.on(RemoteRead.OPEN_QUEUE,
						(in, call) -> CompletableFuture.completedFuture(
								call.association().open(RemoteRead.INTERFACE, UUID.randomUUID(), context -> {})))
				.on(RemoteRead.CLOSE_QUEUE,
						(in, call) -> CompletableFuture
								.completedFuture(Returned.ok(ContextHandle.NULL)))
				.on(RemoteRead.PURGE_QUEUE, (in, call) -> CompletableFuture.completedFuture(Returned.ok(null))))
				.with(QUEUE, "private$\\Alpha", "private$\\zeta");
		connection = Remote.connect(manager.port());
	}

	@AfterEach
	void stop() {
		connection.close();
		manager.close();
	}

	private void answer(QueueProperty property, PropValue value) {
		manager.queues.get(QUEUE).put(property, value);
	}

	private QueueSummary queue() throws QueueManagerException {
		return connection.queue(QUEUE, MONITOR);
	}

	private List<QueueSummary> list(QueueListing listing) throws QueueManagerException {
		List<QueueSummary> queues = new ArrayList<>();
		connection.queues(listing, queues::add, MONITOR);
		return queues;
	}

	@Test
	void aPlainAnswerIsKnown() throws Exception {
		QueueSummary queue = queue();
		assertThat(queue.pathName()).isEqualTo(QUEUE);
		assertThat(queue.formatName().optional()).contains("DIRECT=OS:srv01\\private$\\orders");
		assertThat(queue.type().optional()).contains(QueueType.PRIVATE);
		assertThat(queue.location().optional()).contains("local");
		assertThat(queue.state().optional()).contains("local connection");
		assertThat(queue.messageCount().optional()).contains(3L);
		assertThat(queue.subqueues().optional()).contains(List.of("poison"));
	}

	@Test
	void anOldServerThatLacksPropertiesSpoilsOnlyThose() throws Exception {
		manager.unknown.add(QueueProperty.SUBQUEUE_NAMES);
		assertThat(queue().subqueues().unknownReason()).contains("MQ_ERROR_ILLEGAL_PROPID (0xC00E0039)");
		assertThat(queue().messageCount().optional()).contains(3L);
	}

	@Test
	void noValueIsAbsent() throws Exception {
		answer(QueueProperty.MESSAGE_COUNT, PropValue.None.NULL);
		answer(QueueProperty.TYPE, new PropValue.None(PropValue.VT_EMPTY));
		assertThat(queue().messageCount().isUnknown()).isFalse();
		assertThat(queue().messageCount().optional()).isEmpty();
		assertThat(queue().type().optional()).isEmpty();
	}

	@Test
	void aValueOfAnotherTypeIsUnknown() throws Exception {
		answer(QueueProperty.MESSAGE_COUNT, new PropValue.Text("3"));
		answer(QueueProperty.STATE, PropValue.Number.unsigned32(3));
		assertThat(queue().messageCount().unknownReason()).isPresent();
		assertThat(queue().state().isUnknown()).isTrue();
	}

	@Test
	void aNegativeCountIsUnknown() throws Exception {
		answer(QueueProperty.MESSAGE_COUNT, new PropValue.Number(PropValue.VT_I4, -1));
		assertThat(queue().messageCount().isUnknown()).isTrue();
	}

	@Test
	void wordsThatAreNotInTheSpecificationAreUnknown() throws Exception {
		answer(QueueProperty.TYPE, new PropValue.Text("SHINY"));
		answer(QueueProperty.TRANSACTIONAL, new PropValue.Text("Unknown"));
		assertThat(queue().type().isUnknown()).isTrue();
		assertThat(queue().transactional().isUnknown()).isTrue();
		answer(QueueProperty.TRANSACTIONAL, new PropValue.Text("yes"));
		assertThat(queue().transactional().optional()).contains(true);
	}

	@Test
	void subqueueNamesComeAsTextsOrAsVariants() throws Exception {
		answer(QueueProperty.SUBQUEUE_NAMES,
				new PropValue.Variants(List.of(new PropValue.Text("a"), new PropValue.Text("b"))));
		assertThat(queue().subqueues().optional()).contains(List.of("a", "b"));
	}

	@Test
	void aListedQueueThatIsNotLoadedIsEmpty() throws Exception {
		manager.refusals.put(QUEUE, NOT_ACTIVE);
		QueueSummary queue = queue();
		assertThat(queue.messageCount().optional()).contains(0L);
		assertThat(queue.transactional().isUnknown()).isTrue();
		assertThat(list(QueueListing.PRIVATE)).hasSize(3);
	}

	@Test
	void aQueueThatIsNotLoadedAndNotListedMayNotExist() {
		manager.refusals.put("private$\\typo", NOT_ACTIVE);
		QueueManagerException e = Remote.fails(Kind.FAILED, () -> connection.queue("private$\\typo", MONITOR));
		assertThat(e).hasMessageContaining("private$\\typo").hasMessageContaining("MQ_ERROR_QUEUE_NOT_ACTIVE");
	}

	@Test
	void aQueueThatCannotBeAskedForDoesNotSpoilTheList() throws Exception {
		manager.refusals.put(QUEUE, MqStatus.ACCESS_DENIED);
		List<QueueSummary> queues = list(QueueListing.PRIVATE);
		assertThat(queues).extracting(QueueSummary::pathName).containsExactly("private$\\Alpha", QUEUE,
				"private$\\zeta");
		assertThat(queues.get(1).messageCount().unknownReason()).get().asString().contains("MQ_ERROR_ACCESS_DENIED");
		assertThat(queues.get(2).messageCount().optional()).contains(3L);
	}

	@Test
	void aQueueThatWentMeanwhileIsLeftOut() throws Exception {
		manager.queues.remove(QUEUE);
		assertThat(list(QueueListing.PRIVATE)).extracting(QueueSummary::pathName).containsExactly("private$\\Alpha",
				"private$\\zeta");
	}

	@Test
	void outgoingJournalsAndSystemQueuesComeWhereTheyAreWanted() throws Exception {
		manager.machine.put(MachineProperty.ACTIVE_QUEUES,
				new PropValue.Texts(List.of("DIRECT=OS:other\\private$\\far", "DIRECT=OS:srv01\\private$\\orders",
						"not a name")));
		manager.with(QUEUE, "private$\\far", "private$\\orders;journal", "system$;deadletter");
		manager.machine.put(MachineProperty.PRIVATE_QUEUES, new PropValue.Texts(List.of("SRV01\\" + QUEUE)));
		manager.queues.get("private$\\far").put(QueueProperty.LOCATION, new PropValue.Text("REMOTE"));
		assertThat(list(new QueueListing(true, true, true))).extracting(QueueSummary::pathName)
				.containsExactly("private$\\far", QUEUE, "private$\\orders;journal", "system$;deadletter");
	}

	@Test
	void aListThatCannotBeReadIsAFailureAndNotAnEmptyOne() {
		manager.machine.put(MachineProperty.PRIVATE_QUEUES, PropValue.Number.unsigned32(0));
		Remote.fails(Kind.PROTOCOL, () -> list(QueueListing.PRIVATE));
	}

	@Test
	void aPurgeWhoseCountCannotBeReadIsStillAPurge() throws Exception {
		manager.refusals.put(QUEUE, MqStatus.ACCESS_DENIED);
		assertThat(connection.purge(QUEUE, MONITOR).unknownReason()).get().asString()
				.contains("MQ_ERROR_ACCESS_DENIED");
		manager.refusals.clear();
		assertThat(connection.purge(QUEUE, MONITOR).optional()).contains(3L);
	}

	@Test
	void theMachineSaysWhatItKnows() throws Exception {
		MachineSummary machine = connection.machine(MONITOR);
		assertThat(machine.privateQueues().optional()).contains(3);
		assertThat(machine.connected().optional()).contains(true);
		assertThat(machine.directoryServer().optional()).isEmpty();
		assertThat(machine.directoryServer().isUnknown()).isFalse();
		assertThat(machine.queueManagerId().unknownReason()).get().asString().contains("port");
		assertThat(machine.bytesInAllQueues().optional()).contains(4096L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "DISCONNECTED", "disconnected", "perhaps" })
	void itIsConnectedOnlyWhereItSaysSo(String word) throws Exception {
		manager.machine.put(MachineProperty.CONNECTED, new PropValue.Text(word));
		manager.machine.put(MachineProperty.BYTES_IN_ALL_QUEUES, PropValue.Number.signed64(-5));
		MachineSummary machine = connection.machine(MONITOR);
		assertThat(machine.connected().optional().orElse(null)).isEqualTo(word.equals("perhaps") ? null : false);
		assertThat(machine.bytesInAllQueues().isUnknown()).isTrue();
	}
}
