package dev.quayside.queuemanager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.MessageProperties;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.msmq.transfer.RawAcceptor;
import dev.quayside.msmq.transfer.RawPeer;
import dev.quayside.msmq.transfer.Wire;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.services.Transfers.State;
import dev.quayside.queuemanager.store.StoredQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sending outgoing queues, with a real store, to a peer that reads and writes bytes. */
@Timeout(60)
class DispatcherTest extends DispatchFixture {

	@Test
	void aMessageLeavesItsQueueWhenItIsAcknowledged() throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(64);
			read(raw);
		});
		send(message());
		RawPeer raw = peer.get(10, TimeUnit.SECONDS);
		assertThat(outgoing().count()).isEqualTo(1);
		await(() -> state() == State.CONNECTED);
		assertThat(dispatcher.describe(outgoing()).nextHops()).containsExactly("IP=127.0.0.1");
		raw.send(Wire.ack(new Wire.Header(1, 1, 1, 0, 0, 64)));
		await(() -> outgoing().count() == 0);
	}

	@Test
	void higherPrioritiesGoFirst() throws Exception {
		acceptor.close();
		send(message().priority(1));
		send(message().priority(5));
		send(message().priority(1));
		acceptor = new RawAcceptor();
		port = acceptor.port();
		CompletableFuture<RawPeer> peer = peer("message 2", "message 1", "message 3");
		restart(OPTIONS);
		peer.get(10, TimeUnit.SECONDS);
		await(() -> outgoing().count() == 0);
	}

	@Test
	void afterABrokenConnectionWhatIsNotAcknowledgedGoesAgain() throws Exception {
		CompletableFuture<RawPeer> broken = acceptor.next(raw -> {
			raw.accept(64);
			read(raw);
			read(raw);
			raw.send(Wire.ack(new Wire.Header(1, 1, 1, 0, 0, 64)));
			raw.socket().shutdownOutput();
		});
		send(message());
		send(message());
		broken.get(10, TimeUnit.SECONDS);
		peer("message 2").get(10, TimeUnit.SECONDS);
		await(() -> outgoing().count() == 0);
	}

	@Test
	void aRestartGoesOnWithWhatIsLeft() throws Exception {
		acceptor.close();
		send(message());
		await(() -> state() == State.WAITING);
		acceptor = new RawAcceptor();
		port = acceptor.port();
		CompletableFuture<RawPeer> peer = peer("message 1");
		restart(OPTIONS);
		peer.get(10, TimeUnit.SECONDS);
		await(() -> outgoing().count() == 0);
	}

	@Test
	void aConnectionThatFailsIsInTheHistory() throws Exception {
		acceptor.close();
		send(message());
		await(() -> dispatcher.describe(outgoing()).history().size() > 1);
		assertThat(dispatcher.describe(outgoing()).history().get(0).status()).isEqualTo(0x80000004);
		assertThat(dispatcher.describe(outgoing()).history().get(0).address()).isEqualTo("127.0.0.1");
	}

	@Test
	void aPausedQueueSendsNothingAlsoAfterARestart() throws Exception {
		manager.outgoing(DESTINATION, true);
		dispatcher.setPaused(outgoing(), true).toCompletableFuture().get(10, TimeUnit.SECONDS);
		send(message());
		assertThat(state()).isEqualTo(State.ON_HOLD);
		restart(OPTIONS);
		assertThat(state()).isEqualTo(State.ON_HOLD);
		CompletableFuture<RawPeer> peer = peer("message 1");
		assertThat(peer).isNotDone();
		dispatcher.setPaused(outgoing(), false).toCompletableFuture().get(10, TimeUnit.SECONDS);
		peer.get(10, TimeUnit.SECONDS);
		await(() -> outgoing().count() == 0);
	}

	@Test
	void aQueueManagerThatIsOfflineSendsNothing() throws Exception {
		dispatcher.setOnline(false).toCompletableFuture().get(10, TimeUnit.SECONDS);
		send(message());
		assertThat(state()).isEqualTo(State.DISCONNECTED);
		restart(OPTIONS);
		assertThat(dispatcher.isOnline()).isFalse();
		CompletableFuture<RawPeer> peer = peer("message 1");
		dispatcher.setOnline(true).toCompletableFuture().get(10, TimeUnit.SECONDS);
		peer.get(10, TimeUnit.SECONDS);
	}

	@Test
	void whatIsTooLateGoesToTheDeadLetterQueueAndIsAcknowledged() throws Exception {
		acceptor.close();
		Queue admin = manager.create(QueueAttributes.named("admin"));
		FormatName name = new FormatName.PrivateQueue(manager.id(), admin.number(), false);
		send(message().sentTime(1000).timeToReachQueue(5).journal(UserHeader.NEGATIVE_JOURNAL).admin(name,
				MessageProperties.NEGATIVE_ARRIVAL));
		assertThat(first(SystemQueue.DEADLETTER).properties().label()).isEqualTo("message 1");
		await(() -> admin.count() == 1);
		assertThat(outgoing().count()).isZero();
		StoredQueue stored = store.queue(admin.number());
		MessagePacket nack = MessagePacket.parse(stored.read(stored.first().getAsLong(), true).packet());
		assertThat(nack.properties().messageClass()).isEqualTo(MessageClass.NACK_REACH_QUEUE_TIMEOUT);
	}

	@Test
	void whatAsksForItIsInTheJournalWhenItHasArrived() throws Exception {
		peer("message 1");
		send(message().journal(UserHeader.POSITIVE_JOURNAL));
		assertThat(first(SystemQueue.JOURNAL).properties().label()).isEqualTo("message 1");
		assertThat(outgoing().count()).isZero();
	}

	@Test
	void emptyOutgoingQueuesAreForgottenAtTheStart() throws Exception {
		manager.outgoing(DESTINATION, true);
		restart(OPTIONS);
		assertThat(manager.outgoing(DESTINATION, false)).isEmpty();
	}

	@Test
	void namesOfThisMachineAreHereUnlessAPeerHasThem() {
		Peers peers = new Peers(Map.of("127.0.0.1", 99, "Other", 98, "self", 97), () -> 97);
		assertThat(peers.isHere("localhost")).isTrue();
		assertThat(peers.isHere("LOCALHOST")).isTrue();
		assertThat(peers.isHere("127.0.0.1")).isFalse();
		assertThat(peers.isHere("127.0.0.2")).isTrue();
		assertThat(peers.isHere("self")).isTrue();
		assertThat(peers.isHere("other")).isFalse();
		assertThat(peers.isHere("10.255.255.1")).isFalse();
		assertThat(peers.isHere("somewhere.example")).isFalse();
		assertThat(peers.port("OTHER")).isEqualTo(98);
		assertThat(peers.address("127.0.0.1")).isEqualTo("127.0.0.1");
		assertThat(peers.address("somewhere.example")).isEqualTo("somewhere.example");
		assertThat(peers.port("somewhere.example")).isEqualTo(1801);
	}

	@Test
	void aPeerWhoseNameNobodyKnowsIsOnThisMachine() {
		Peers peers = new Peers(Map.of("no.such.host.invalid", 98), () -> 97);
		assertThat(peers.address("NO.such.host.invalid"))
				.isEqualTo(InetAddress.getLoopbackAddress().getHostAddress());
	}
}
