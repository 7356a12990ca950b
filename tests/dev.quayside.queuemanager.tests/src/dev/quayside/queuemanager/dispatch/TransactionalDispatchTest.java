package dev.quayside.queuemanager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.msmq.transfer.RawPeer;
import dev.quayside.msmq.transfer.ResendSchedule;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.Wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sending transactional messages from outgoing queues ([MS-MQQB] 3.1.5.6, 3.1.5.7, 3.1.7.1.3). */
@Timeout(60)
class TransactionalDispatchTest extends DispatchFixture {

	@Test
	void aTransactionalMessageStaysUntilItsOrderAck() throws Exception {
		RawPeer raw = transactionalPeer(2);
		await(() -> dispatcher.describe(outgoing()).sequences().unacknowledged() == 2);
		assertThat(outgoing().count()).isEqualTo(2);
		orderAck(raw, 1, 1);
		await(() -> outgoing().count() == 1);
		orderAck(raw, 2, 2);
		await(() -> outgoing().count() == 0);
		assertThat(dispatcher.describe(outgoing()).sequences().lastAck().number()).isEqualTo(2);
	}

	/** Sends so many, and lets the session acknowledge them. */
	private RawPeer transactionalPeer(int count) throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(64);
			for (int number = 1; number <= count; number++) {
				TransactionHeader header = read(raw).transaction().orElseThrow();
				assertThat(header.sequenceNumber()).isEqualTo(number);
				assertThat(header.previousNumber()).isEqualTo(number - 1);
			}
			raw.send(Wire.ack(new Wire.Header(count, 1, (1 << count) - 1, 0, 0, 64)));
		});
		for (int number = 1; number <= count; number++) {
			send(transactional());
		}
		return peer.get(20, TimeUnit.SECONDS);
	}

	private void orderAck(RawPeer raw, int acks, long number) throws Exception {
		long sequence = dispatcher.describe(outgoing()).sequences().next().sequence();
		raw.send(new TransactionAck.OrderAck(sequence, number)
				.packet(new MessageId(raw.id, acks), "127.0.0.1", 1_700_000_000L).encode());
	}

	@Test
	void transactionalMessagesGoAgainWithTheirNumbersAfterARestart() throws Exception {
		RawPeer raw = transactionalPeer(3);
		orderAck(raw, 1, 1);
		await(() -> outgoing().count() == 2);
		CompletableFuture<TransactionHeader> second = new CompletableFuture<>();
		acceptor.next(again -> {
			again.accept(64);
			second.complete(read(again).transaction().orElseThrow());
		});
		restart(OPTIONS);
		TransactionHeader header = second.get(20, TimeUnit.SECONDS);
		assertThat(header.sequenceNumber()).isEqualTo(2);
		assertThat(header.previousNumber()).isZero();
		assertThat(dispatcher.describe(outgoing()).sequences().next().number()).isEqualTo(4);
	}

	@Test
	void withoutOrderAckTransactionalMessagesGoAgainOnASchedule() throws Exception {
		restart(new DispatchOptions(SessionOptions.DEFAULT, Duration.ofMillis(50), Duration.ofMillis(200),
				ResendSchedule.every(Duration.ofSeconds(1)), Duration.ofMillis(50), 1_000_000));
		RawPeer raw = transactionalPeer(1);
		TransactionHeader again = read(raw).transaction().orElseThrow();
		assertThat(again.sequenceNumber()).isEqualTo(1);
		assertThat(again.previousNumber()).isZero();
		assertThat(dispatcher.describe(outgoing()).sequences().resendCount()).isPositive();
	}

	@Test
	void anAdministratorCanSendThemAgainAtOnce() throws Exception {
		RawPeer raw = transactionalPeer(1);
		dispatcher.resend(outgoing());
		assertThat(read(raw).transaction().orElseThrow().sequenceNumber()).isEqualTo(1);
	}

	@Test
	void whenAllAreAcknowledgedANewSequenceBegins() throws Exception {
		RawPeer raw = transactionalPeer(1);
		long before = dispatcher.describe(outgoing()).sequences().next().sequence();
		orderAck(raw, 1, 1);
		await(() -> outgoing().count() == 0);
		send(transactional());
		TransactionHeader header = read(raw).transaction().orElseThrow();
		assertThat(header.sequenceId()).isEqualTo(before + 1);
		assertThat(header.sequenceNumber()).isEqualTo(1);
	}

	@Test
	void oneThatAsksForItStaysUntilItsFinalAckAlsoAfterARestart() throws Exception {
		CompletableFuture<MessagePacket> sent = new CompletableFuture<>();
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(64);
			sent.complete(read(raw));
			raw.send(Wire.ack(new Wire.Header(1, 1, 1, 0, 0, 64)));
		});
		send(transactional().journal(UserHeader.POSITIVE_JOURNAL));
		orderAck(peer.get(20, TimeUnit.SECONDS), 1, 1);
		await(() -> dispatcher.describe(outgoing()).sequences().unread() == 1);
		restart(OPTIONS);
		assertThat(dispatcher.describe(outgoing()).sequences().unread()).isEqualTo(1);
		dispatcher.take(FinalAck.of(sent.get(), MessageClass.ACK_RECEIVE), new UUID(1, 1));
		assertThat(first(SystemQueue.JOURNAL).id()).isEqualTo(sent.get().id());
		assertThat(outgoing().count()).isZero();
	}

	@Test
	void oneThatWasRefusedGoesToTheTransactionalDeadLetterQueue() throws Exception {
		CompletableFuture<MessagePacket> sent = new CompletableFuture<>();
		acceptor.next(raw -> {
			raw.accept(64);
			sent.complete(read(raw));
			raw.send(FinalAck.of(sent.get(), MessageClass.NACK_BAD_DST_Q)
					.packet(new MessageId(raw.id, 1), manager.id(), 1_700_000_000L).encode());
		});
		send(transactional().journal(UserHeader.NEGATIVE_JOURNAL));
		assertThat(first(SystemQueue.DEADXACT).id()).isEqualTo(sent.get(20, TimeUnit.SECONDS).id());
		await(() -> outgoing().count() == 0);
	}

	@Test
	void aFinalAckOfAStrangerChangesNothing() throws Exception {
		RawPeer raw = transactionalPeer(1);
		long sequence = dispatcher.describe(outgoing()).sequences().next().sequence();
		raw.send(new FinalAck(MessageClass.NACK_BAD_DST_Q, sequence, 1, 0, new MessageId(raw.id, 1))
				.packet(new MessageId(raw.id, 1), manager.id(), 1_700_000_000L).encode());
		assertThat(raw.readAck().acknowledged()).isEqualTo(1);
		assertThat(outgoing().count()).isEqualTo(1);
	}
}
