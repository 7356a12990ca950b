package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueProperty;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.management.ManagedObject;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.queuemanager.access.DefaultAccess;
import dev.quayside.queuemanager.access.Identities;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.services.Transfers.Attempt;
import dev.quayside.queuemanager.services.Transfers.Incoming;
import dev.quayside.queuemanager.services.Transfers.Outgoing;
import dev.quayside.queuemanager.services.Transfers.Place;
import dev.quayside.queuemanager.services.Transfers.Sequences;
import dev.quayside.queuemanager.services.Transfers.State;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.testkit.TestQueueManager;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** qmmgmt about queues of every kind ([MS-MQMR] 3.1.4.1 and 3.1.4.2, [MS-MQMQ] 2.3.12). */
@Timeout(60)
class ManagedKindsTest {

	private static final FormatName ELSEWHERE = FormatName.parse("DIRECT=OS:srv01\\private$\\orders");
	private static final Place PLACE = new Place(5, 7, 6);
	private static final Sequences SENT = new Sequences(PLACE, 1_000, 2, new Place(5, 8, 7), new Place(5, 9, 8),
			new Place(5, 10, 9), 3, 2, 2_000, 30, 4);
	private static final Outgoing CONNECTED = new Outgoing(State.CONNECTED, List.of("IP=10.0.0.1"), SENT,
			List.of(new Attempt(0x80000004, 900, 10061, "10.0.0.1"), new Attempt(2, 950, 0, "10.0.0.1")));

	@TempDir
	private Path data;
	private TestQueueManager manager;
	private QueueManager engine;
	private RpcServer server;
	private RpcClient rpc;
	private ManagementClient client;
	private final FakeTransfers transfers = new FakeTransfers();

	@BeforeEach
	void start() throws Exception {
		manager = TestQueueManager.start(data, "local");
		engine = manager.server().manager();
		Identities identities = new Identities(engine.id(), caller -> false, true, DefaultAccess.OPEN);
		server = RpcServer.start(
				List.of(new ManagementService(engine, identities, transfers, "here").service()),
				RpcServerLimits.DEFAULT, List.of(new InetSocketAddress("127.0.0.1", 0)));
		rpc = new RpcClient(new RpcEndpoint("127.0.0.1", server.localPort()), RpcClientOptions.DEFAULT);
		client = new ManagementClient(rpc.channel(QueueManagement.INTERFACE));
	}

	@AfterEach
	void stop() {
		rpc.close();
		server.close();
		manager.close();
	}

	private PropValue ask(FormatName name, QueueProperty property) throws Exception {
		return client.queue(name, List.of(property), CallOptions.defaults()).get(property).value();
	}

	private PropValue ask(MachineProperty property) throws Exception {
		return client.machine(List.of(property), CallOptions.defaults()).get(property).value();
	}

	private static FormatName direct(String path) {
		return FormatName.parse("DIRECT=OS:here\\" + path);
	}

	private static PropValue text(String value) {
		return new PropValue.Text(value);
	}

	private static PropValue number(long value) {
		return PropValue.Number.unsigned32(value);
	}

	private Queue outgoing(Outgoing known) throws Exception {
		transfers.outgoing.put(ELSEWHERE.text(), known);
		return engine.outgoing(ELSEWHERE, true).orElseThrow();
	}

	private void act(FormatName name, String action) throws Exception {
		client.act(new ManagedObject.Queue(QueueFormat.of(name)), action, CallOptions.defaults());
	}

	@ParameterizedTest
	@CsvSource({ "private$\\local, PRIVATE, here\\private$\\local",
			"private$\\local;journal, PRIVATE, here\\private$\\local;journal",
			"system$;journal, MACHINE, here\\system$;journal", "system$;deadletter, MACHINE, here\\system$;deadletter",
			"system$;deadxact, MACHINE, here\\system$;deadxact" })
	void aLocalQueueTellsItsKindAndItsNames(String path, String type, String pathName) throws Exception {
		assertThat(ask(direct(path), QueueProperty.TYPE)).isEqualTo(text(type));
		assertThat(ask(direct(path), QueueProperty.LOCATION)).isEqualTo(text("LOCAL"));
		assertThat(ask(direct(path), QueueProperty.PATH_NAME)).isEqualTo(text(pathName));
		assertThat(ask(direct(path), QueueProperty.FORMAT_NAME)).isEqualTo(text("DIRECT=OS:" + pathName));
		assertThat(ask(direct(path), QueueProperty.STATE)).isEqualTo(text("LOCAL CONNECTION"));
	}

	@Test
	void aPublicQueueIsFoundByItsIdentifierAndByItsName() throws Exception {
		Queue queue = engine.create(QueueAttributes.publicQueue("sales"));
		FormatName byId = new FormatName.PublicQueue(queue.attributes().id(), false);
		for (FormatName name : List.of(byId, direct("sales"))) {
			assertThat(ask(name, QueueProperty.TYPE)).isEqualTo(text("PUBLIC"));
			assertThat(ask(name, QueueProperty.PATH_NAME)).isEqualTo(text("here\\sales"));
			assertThat(ask(name, QueueProperty.FORMAT_NAME)).isEqualTo(text(byId.text()));
		}
		assertThat(ask(MachineProperty.PRIVATE_QUEUES))
				.isEqualTo(new PropValue.Texts(List.of("here\\private$\\local")));
	}

	/** Without a directory nobody knows whether others are foreign ([MS-MQMR] 3.1.4.1). */
	@ParameterizedTest
	@CsvSource({ "private$\\local, NO", "private$\\local;journal, NO", "system$;deadletter, UNKNOWN" })
	void whetherAQueueIsForeignIsKnownOfPrivateOnes(String path, String word) throws Exception {
		assertThat(ask(direct(path), QueueProperty.FOREIGN)).isEqualTo(text(word));
	}

	@ParameterizedTest
	@CsvSource({ "private$\\local, NO", "system$;deadletter, NO", "system$;deadxact, YES" })
	void aQueueTellsWhetherItIsTransactional(String path, String word) throws Exception {
		assertThat(ask(direct(path), QueueProperty.TRANSACTIONAL)).isEqualTo(text(word));
	}

	@Test
	void theJournalIsCountedWithItsQueueAndAlone() throws Exception {
		Queue queue = engine.create(QueueAttributes.named("journaled").withFlags(false, true, false));
		Messages.put(manager, "journaled", "one", "two");
		assertThat(ask(direct("private$\\journaled"), QueueProperty.JOURNAL_MESSAGE_COUNT)).isEqualTo(number(0));
		receive(queue);
		FormatName name = direct("private$\\journaled");
		Queue journal = queue.journal().orElseThrow();
		Await.until(() -> journal.count() == 1);
		assertThat(ask(name, QueueProperty.JOURNAL_MESSAGE_COUNT)).isEqualTo(number(1));
		assertThat(ask(name, QueueProperty.BYTES_IN_JOURNAL)).isEqualTo(number(journal.bytes()));
		assertThat(ask(name, QueueProperty.MESSAGE_COUNT)).isEqualTo(number(1));
		assertThat(ask(direct("private$\\journaled;journal"), QueueProperty.MESSAGE_COUNT)).isEqualTo(number(1));
	}

	private void receive(Queue queue) throws Exception {
		try (Wire wire = new Wire(manager.server().rpcPort())) {
			byte[] handle = wire.open(queue.attributes().name(), Wire.RECEIVE_ACCESS);
			wire.read(handle, 0, Wire.RECEIVE, 1);
			wire.end(handle, Wire.ACK, 1);
		}
	}

	@Test
	void subqueuesAreCountedAndNamed() throws Exception {
		engine.openForMove(direct("private$\\local;poison"), QueueClient.OWN);
		engine.openForMove(direct("private$\\local;Later"), QueueClient.OWN);
		FormatName name = direct("private$\\local");
		assertThat(ask(name, QueueProperty.SUBQUEUE_COUNT)).isEqualTo(number(2));
		assertThat(((PropValue.Texts) ask(name, QueueProperty.SUBQUEUE_NAMES)).values())
				.containsExactlyInAnyOrder("poison", "Later");
		FormatName poison = direct("private$\\local;poison");
		assertThat(ask(poison, QueueProperty.TYPE)).isEqualTo(text("PRIVATE"));
		assertThat(ask(poison, QueueProperty.PATH_NAME)).isEqualTo(text("here\\private$\\local;poison"));
		assertThat(ask(poison, QueueProperty.SUBQUEUE_COUNT)).isEqualTo(number(0));
	}

	@ParameterizedTest
	@EnumSource(names = { "NEXT_HOPS", "EOD_LAST_ACK", "EOD_LAST_ACK_TIME", "EOD_LAST_ACK_COUNT", "EOD_FIRST_NON_ACK",
			"EOD_LAST_NON_ACK", "EOD_NEXT_SEQUENCE", "EOD_NO_READ_COUNT", "EOD_NO_ACK_COUNT", "EOD_RESEND_TIME",
			"EOD_RESEND_INTERVAL", "EOD_RESEND_COUNT", "EOD_SOURCE_INFO", "CONNECTION_HISTORY" })
	void whatOnlyOutgoingQueuesHaveIsNullForEveryOther(QueueProperty property) throws Exception {
		for (String path : List.of("private$\\local", "private$\\local;journal", "system$;journal")) {
			assertThat(ask(direct(path), property)).as(path).isEqualTo(PropValue.None.NULL);
		}
	}

	@Test
	void anOutgoingQueueTellsWhereItLeads() throws Exception {
		outgoing(CONNECTED);
		assertThat(ask(ELSEWHERE, QueueProperty.TYPE)).isEqualTo(text("PRIVATE"));
		assertThat(ask(ELSEWHERE, QueueProperty.LOCATION)).isEqualTo(text("REMOTE"));
		assertThat(ask(ELSEWHERE, QueueProperty.PATH_NAME)).isEqualTo(text("srv01\\private$\\orders"));
		assertThat(ask(ELSEWHERE, QueueProperty.FORMAT_NAME)).isEqualTo(text(ELSEWHERE.text()));
		assertThat(ask(ELSEWHERE, QueueProperty.NEXT_HOPS)).isEqualTo(new PropValue.Texts(List.of("IP=10.0.0.1")));
		assertThat(ask(ELSEWHERE, QueueProperty.MESSAGE_COUNT)).isEqualTo(number(0));
		assertThat(ask(ELSEWHERE, QueueProperty.EOD_SOURCE_INFO)).isEqualTo(PropValue.None.NULL);
	}

	@ParameterizedTest
	@CsvSource({ "INACTIVE, INACTIVE", "WAITING, WAITING", "CONNECTED, CONNECTED", "NEED_VALIDATION, NEED VALIDATION",
			"LOCKED, LOCKED", "ON_HOLD, ONHOLD", "DISCONNECTING, DISCONNECTING", "DISCONNECTED, DISCONNECTED" })
	void anOutgoingQueueTellsItsState(State state, String word) throws Exception {
		outgoing(new Outgoing(state, List.of("IP=10.0.0.1"), Sequences.NONE, List.of()));
		assertThat(ask(ELSEWHERE, QueueProperty.STATE)).isEqualTo(text(word));
		boolean isRouted = state == State.CONNECTED || state == State.WAITING;
		assertThat(ask(ELSEWHERE, QueueProperty.NEXT_HOPS)).as("next hops")
				.isEqualTo(isRouted ? new PropValue.Texts(List.of("IP=10.0.0.1")) : PropValue.None.NULL);
	}

	@Test
	void anOutgoingQueueTellsItsSequences() throws Exception {
		outgoing(CONNECTED);
		byte[] place = { 5, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 6, 0, 0, 0 };
		PropValue.Bytes lastAck = (PropValue.Bytes) ask(ELSEWHERE, QueueProperty.EOD_LAST_ACK);
		assertThat(lastAck.type()).isEqualTo(PropValue.VT_BLOB);
		assertThat(lastAck.value()).isEqualTo(place);
		assertThat(((PropValue.Bytes) ask(ELSEWHERE, QueueProperty.EOD_FIRST_NON_ACK)).value()[8]).isEqualTo((byte) 8);
		assertThat(((PropValue.Bytes) ask(ELSEWHERE, QueueProperty.EOD_LAST_NON_ACK)).value()[8]).isEqualTo((byte) 9);
		assertThat(((PropValue.Bytes) ask(ELSEWHERE, QueueProperty.EOD_NEXT_SEQUENCE)).value()[8])
				.isEqualTo((byte) 10);
		Map<QueueProperty, PropValue> numbers = Map.of(QueueProperty.EOD_LAST_ACK_TIME,
				new PropValue.Number(PropValue.VT_I4, 1_000), QueueProperty.EOD_LAST_ACK_COUNT, number(2),
				QueueProperty.EOD_NO_READ_COUNT, number(3), QueueProperty.EOD_NO_ACK_COUNT, number(2),
				QueueProperty.EOD_RESEND_TIME, new PropValue.Number(PropValue.VT_I4, 2_000),
				QueueProperty.EOD_RESEND_INTERVAL, number(30), QueueProperty.EOD_RESEND_COUNT, number(4));
		for (Map.Entry<QueueProperty, PropValue> each : numbers.entrySet()) {
			assertThat(ask(ELSEWHERE, each.getKey())).as("%s", each.getKey()).isEqualTo(each.getValue());
		}
	}

	/** EodNoAckCount is 0 then. */
	@Test
	void withNothingUnacknowledgedThereIsNoLastAcknowledgement() throws Exception {
		outgoing(new Outgoing(State.CONNECTED, List.of(), Sequences.NONE, List.of()));
		assertThat(ask(ELSEWHERE, QueueProperty.EOD_LAST_ACK)).isEqualTo(PropValue.None.NULL);
	}

	@Test
	void attemptsToConnectAreTold() throws Exception {
		outgoing(CONNECTED);
		assertThat(ask(ELSEWHERE, QueueProperty.CONNECTION_HISTORY)).isEqualTo(new PropValue.Variants(List.of(
				new PropValue.Numbers(0x1013, List.of(0x80000004L, 2L)),
				new PropValue.Numbers(0x1003, List.of(900L, 950L)),
				new PropValue.Numbers(0x1003, List.of(10061L, 0L)),
				new PropValue.Texts(List.of("10.0.0.1", "10.0.0.1")))));
	}

	@Test
	void theSendersToATransactionalQueueAreTold() throws Exception {
		Queue queue = engine.create(QueueAttributes.named("exact").withTransactional(true));
		UUID sender = UUID.randomUUID();
		transfers.incoming.put(queue.name(),
				List.of(new Incoming("DIRECT=OS:x\\private$\\exact", sender, 9, 4, 77, 1)));
		assertThat(ask(direct("private$\\exact"), QueueProperty.EOD_SOURCE_INFO)).isEqualTo(new PropValue.Variants(
				List.of(new PropValue.Texts(List.of("DIRECT=OS:x\\private$\\exact")),
						new PropValue.Guids(List.of(sender)),
						new PropValue.Numbers(0x1015, List.of(9L)), new PropValue.Numbers(0x1013, List.of(4L)),
						new PropValue.Numbers(0x1003, List.of(77L)), new PropValue.Numbers(0x1013, List.of(1L)))));
	}

	@Test
	void anOutgoingQueueIsPausedResumedAndSentAgain() throws Exception {
		String name = outgoing(CONNECTED).name();
		for (String action : List.of("PAUSE", "Resume", "eod_resend")) {
			act(ELSEWHERE, action);
		}
		assertThat(transfers.orders).containsExactly("pause " + name, "resume " + name, "resend " + name);
	}

	@ParameterizedTest
	@CsvSource({ "private$\\local", "private$\\local;journal", "system$;deadletter" })
	void aLocalQueueIsNotPaused(String path) {
		for (String action : List.of("PAUSE", "RESUME", "EOD_RESEND")) {
			assertThat(catchThrowableOfType(MqException.class, () -> act(direct(path), action)).status())
					.isEqualTo(MqStatus.INVALID_PARAMETER);
		}
	}

	@Test
	void theMachineIsTakenOffTheNetworkAndBack() throws Exception {
		for (String action : List.of("DISCONNECT", "CONNECT", "connect")) {
			client.act(new ManagedObject.Machine(), action, CallOptions.defaults());
			assertThat(ask(MachineProperty.CONNECTED))
					.isEqualTo(text(action.equals("DISCONNECT") ? "DISCONNECTED" : "CONNECTED"));
		}
	}

	@Test
	void activeQueuesAreOfAllKindsThatHaveNames() throws Exception {
		Messages.put(manager, "local", "one");
		engine.systemQueue(SystemQueue.DEADLETTER).open(false, false);
		outgoing(CONNECTED).open(false, false);
		engine.create(QueueAttributes.publicQueue("idle"));
		assertThat(((PropValue.Texts) ask(MachineProperty.ACTIVE_QUEUES)).values()).containsExactlyInAnyOrder(
				"DIRECT=OS:here\\private$\\local", "DIRECT=OS:here\\system$;deadletter", ELSEWHERE.text());
	}

	@Test
	void theBytesOfAllQueuesAreTheSum() throws Exception {
		Messages.put(manager, "local", "one", "two");
		long sum = 0;
		for (Queue queue : Stream.concat(engine.queues().stream(),
				Stream.of(SystemQueue.values()).map(engine::systemQueue)).toList()) {
			sum += queue.bytes();
		}
		assertThat(ask(MachineProperty.BYTES_IN_ALL_QUEUES)).isEqualTo(PropValue.Number.signed64(sum));
		assertThat(sum).isPositive();
	}

	@Test
	void tidyingPurgesNothing() throws Exception {
		Messages.put(manager, "local", "one", "two");
		client.act(new ManagedObject.Machine(), "TIDY", CallOptions.defaults());
		assertThat(ask(direct("private$\\local"), QueueProperty.MESSAGE_COUNT)).isEqualTo(number(2));
	}
}
