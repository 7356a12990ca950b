package dev.quayside.queuemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessageProperties;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueProperty;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommClient;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.msmq.transfer.RawAcceptor;
import dev.quayside.msmq.transfer.RawPeer;
import dev.quayside.msmq.transfer.Wire;
import dev.quayside.queuemanager.access.DefaultAccess;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What the binary protocol does, seen by those who manage the queue manager and read from it. */
@Timeout(120)
class TransportOverTheWireTest {

	private static final CallOptions OPTIONS = CallOptions.defaults();
	private static final FormatName ELSEWHERE = FormatName.parse("DIRECT=TCP:127.0.0.1\\private$\\there");
	private static final int RECEIVES = MessageProperties.NEGATIVE_RECEIVE | MessageProperties.POSITIVE_RECEIVE;
	private static final long SEQUENCE = 0x6553F0FF00000001L;

	@TempDir
	private Path data;
	private RawAcceptor there;
	private QueueManagerServer server;
	private RpcClient client;
	private RawPeer peer;
	private int ordinal;

	@BeforeEach
	void start() throws Exception {
		there = new RawAcceptor();
		server = QueueManagerServer.start(new QueueManagerOptions(data, List.of(InetAddress.getByName("127.0.0.1")), 0,
				0, 0, List.of(QueueAttributes.named("plain"), QueueAttributes.named("acks"),
						QueueAttributes.named("exact").withFlags(true, false, false)),
				Duration.ofMinutes(5), ServerSecurity.OPEN, DefaultAccess.OPEN, Map.of("127.0.0.1", there.port())));
		client = new RpcClient(new RpcEndpoint("127.0.0.1", server.rpcPort()), RpcClientOptions.DEFAULT);
		peer = RawPeer.open(server.transferPort());
	}

	@AfterEach
	void stop() throws Exception {
		peer.close();
		client.close();
		server.close();
		there.close();
	}

	private static FormatName name(String queue) {
		return FormatName.parse("DIRECT=OS:localhost\\private$\\" + queue);
	}

	private MessageBuilder message(String queue) {
		ordinal++;
		return new MessageBuilder(peer.id, name(queue)).ordinal(ordinal).recoverable()
				.sentTime(System.currentTimeMillis() / 1000).label("message " + ordinal);
	}

	private MessageBuilder transactional(String queue, long number) {
		return message(queue).transaction(new TransactionHeader(0, SEQUENCE, number, number - 1, Optional.empty()));
	}

	private Queue queue(String name) {
		return server.manager().find(QueuePath.privateQueue(name)).orElseThrow();
	}

	private static void await(Callable<Boolean> condition) throws Exception {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.call()) {
			assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
			Thread.sleep(10);
		}
	}

	private RemoteQueue open(String queue, int access) throws Exception {
		return RemoteQueue.open(client.channel(RemoteRead.INTERFACE), name(queue), access, false, UUID.randomUUID(),
				OPTIONS);
	}

	private PropValue ask(FormatName name, QueueProperty property) throws Exception {
		return new ManagementClient(client.channel(QueueManagement.INTERFACE)).queue(name, List.of(property), OPTIONS)
				.get(property).value();
	}

	@Test
	void aQueueManagerThatIsFullEndsTheSessionAndKeepsNothing() throws Exception {
		server.manager().quotas(1, QueueAttributes.UNLIMITED);
		byte[] large = message("plain").body(0, new byte[2000]).build().encode();
		peer.send(large);
		assertThat(peer.isClosedAfterAcks()).isTrue();
		assertThat(queue("plain").count()).isZero();
		server.manager().quotas(100, QueueAttributes.UNLIMITED);
		try (RawPeer again = RawPeer.open(server.transferPort())) {
			again.send(large);
			assertThat(again.readAcksUpTo(1).covers(1)).isTrue();
		}
		assertThat(queue("plain").count()).isEqualTo(1);
	}

	/** Waits for the acknowledgement of the last message. */
	private void expect(MessageClass expected) throws Exception {
		await(() -> queue("acks").count() == 1);
		RemoteMessage ack = open("acks", RemoteRead.Access.PEEK).read(ReceiveAction.PEEK_CURRENT, 0, 0, 0, 0, OPTIONS);
		assertThat(ack.packet().properties().messageClass()).isEqualTo(expected);
		assertThat(ack.packet().properties().correlation().ordinal()).isEqualTo(ordinal);
	}

	@Test
	void whoAskedIsToldThatAMessageExpired() throws Exception {
		peer.send(message("plain").admin(name("acks"), RECEIVES).timeToBeReceived(1).build().encode());
		expect(MessageClass.NACK_RECEIVE_TIMEOUT);
		assertThat(queue("plain").count()).isZero();
	}

	@Test
	void whoAskedIsToldThatAMessageWasRejected() throws Exception {
		peer.send(transactional("exact", 1).admin(name("acks"), RECEIVES).build().encode());
		await(() -> queue("exact").count() == 1);
		UnitOfWork work = UnitOfWork.random();
		QmCommClient.Transaction transaction = new QmCommClient(client.channel(QmComm.INTERFACE)).begin(work, OPTIONS);
		RemoteQueue receiving = open("exact", RemoteRead.Access.RECEIVE).within(work);
		long request = receiving.newRequestId();
		RemoteMessage message = receiving.read(ReceiveAction.RECEIVE, 0, 0, request, 0, OPTIONS);
		receiving.end(request, true, OPTIONS);
		receiving.reject(message.lookupId(), OPTIONS);
		transaction.commit(OPTIONS);
		expect(MessageClass.NACK_RECEIVE_REJECTED);
	}

	@Test
	void whoAskedIsToldThatTheQueueWasDeleted() throws Exception {
		peer.send(message("plain").admin(name("acks"), RECEIVES).build().encode());
		await(() -> queue("plain").count() == 1);
		new QmCommClient(client.channel(QmComm.INTERFACE)).delete(name("plain"), OPTIONS);
		expect(MessageClass.NACK_Q_DELETED);
	}

	@Test
	void sendersOfTransactionalMessagesAreTold() throws Exception {
		peer.send(transactional("exact", 1).build().encode());
		peer.send(transactional("exact", 2).build().encode());
		peer.send(transactional("exact", 5).build().encode());
		await(() -> ask(name("exact"), QueueProperty.EOD_SOURCE_INFO) instanceof PropValue.Variants told
				&& told.values().get(3).equals(new PropValue.Numbers(0x1013, List.of(2L)))
				&& told.values().get(5).equals(new PropValue.Numbers(0x1013, List.of(1L))));
		List<PropValue> told = ((PropValue.Variants) ask(name("exact"), QueueProperty.EOD_SOURCE_INFO)).values();
		assertThat(told.subList(0, 3)).containsExactly(new PropValue.Texts(List.of(name("exact").text())),
				new PropValue.Guids(List.of(peer.id)), new PropValue.Numbers(0x1015, List.of(SEQUENCE)));
	}

	@Test
	void anOutgoingQueueTellsItsStateAndItsAttempts() throws Exception {
		CompletableFuture<RawPeer> connected = there.next(raw -> {
			raw.accept(64);
			raw.read();
		});
		peer.send(message("plain").admin(ELSEWHERE, MessageProperties.POSITIVE_ARRIVAL).build().encode());
		RawPeer receiver = connected.get(20, TimeUnit.SECONDS);
		assertThat(ask(ELSEWHERE, QueueProperty.STATE)).isEqualTo(new PropValue.Text("CONNECTED"));
		assertThat(ask(ELSEWHERE, QueueProperty.NEXT_HOPS)).isEqualTo(new PropValue.Texts(List.of("IP=127.0.0.1")));
		assertThat(ask(ELSEWHERE, QueueProperty.MESSAGE_COUNT)).isEqualTo(new PropValue.Number(19, 1));
		List<PropValue> history = ((PropValue.Variants) ask(ELSEWHERE, QueueProperty.CONNECTION_HISTORY)).values();
		assertThat(history.get(0)).isEqualTo(new PropValue.Numbers(0x1013, List.of(2L)));
		assertThat(history.get(3)).isEqualTo(new PropValue.Texts(List.of("127.0.0.1")));
		receiver.send(Wire.ack(new Wire.Header(1, 1, 1, 0, 0, 64)));
		await(() -> ask(ELSEWHERE, QueueProperty.MESSAGE_COUNT).equals(new PropValue.Number(19, 0)));
	}
}
