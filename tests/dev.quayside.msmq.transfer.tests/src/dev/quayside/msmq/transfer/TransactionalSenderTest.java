package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessageId;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionAck;
import dev.quayside.msmq.packet.TransactionHeader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The sender of transactional messages against an acceptor that reads and writes bytes ([MS-MQQB] 3.1.5.6, 3.1.7.1.3). */
@Timeout(60)
class TransactionalSenderTest {

	private static final UUID SELF = UUID.randomUUID();
	private static final long SEQUENCE = OutgoingSequence.firstId(1_700_000_000L);
	private static final Duration NEVER = Duration.ofMinutes(10);

	private RawAcceptor acceptor;
	private TransactionalSender sender;
	private int ordinal;
	private int acks;

	@BeforeEach
	void start() throws IOException {
		acceptor = new RawAcceptor();
	}

	@AfterEach
	void stop() throws IOException {
		if (sender != null) {
			sender.close();
		}
		acceptor.close();
	}

	private void connect(Duration resend, Duration patience) throws TransferException {
		sender = TransactionalSender.connect(sink -> TransferSession.connect("127.0.0.1", acceptor.port(), SELF,
				SessionOptions.DEFAULT, sink), SEQUENCE, ResendSchedule.every(resend), patience);
	}

	private CompletableFuture<Void> send() {
		ordinal++;
		TransactionHeader header = new TransactionHeader(TransactionHeader.flags(1, ordinal == 1, false), 0, 0, 0,
				Optional.empty());
		return sender.send(new MessageBuilder(SELF, FormatName.parse("DIRECT=OS:h\\private$\\t")).ordinal(ordinal)
				.transaction(header).build()).toCompletableFuture();
	}

	/** The next message; acknowledgements of the session are passed over. */
	private static MessagePacket read(RawPeer peer) throws Exception {
		byte[] packet = peer.read();
		while ((packet[2] & 8) != 0) {
			packet = peer.read();
		}
		return MessagePacket.parse(packet);
	}

	private static void expect(RawPeer peer, long number, long previous) throws Exception {
		TransactionHeader header = read(peer).transaction().orElseThrow();
		assertThat(header.sequenceId()).isEqualTo(SEQUENCE);
		assertThat(header.sequenceNumber()).isEqualTo(number);
		assertThat(header.previousNumber()).isEqualTo(previous);
	}

	private void orderAck(RawPeer peer, long sequence, long number) throws Exception {
		acks++;
		peer.send(new TransactionAck.OrderAck(sequence, number)
				.packet(new MessageId(peer.id, acks), "127.0.0.1", 1_700_000_000L).encode());
	}

	@Test
	void messagesAreNumberedOneBehindTheOtherAndDoneWithTheirOrderAck() throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(64);
			expect(raw, 1, 0);
			expect(raw, 2, 1);
			expect(raw, 3, 2);
			orderAck(raw, SEQUENCE, 2);
		});
		connect(NEVER, NEVER);
		CompletableFuture<Void> first = send();
		CompletableFuture<Void> second = send();
		CompletableFuture<Void> third = send();
		first.get(10, TimeUnit.SECONDS);
		second.get(10, TimeUnit.SECONDS);
		assertThat(third).isNotDone();
		orderAck(peer.get(10, TimeUnit.SECONDS), SEQUENCE, 3);
		third.get(10, TimeUnit.SECONDS);
	}

	@Test
	void aSessionAcknowledgementIsNotEnough() throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(64);
			expect(raw, 1, 0);
			raw.send(Wire.ack(new Wire.Header(1, 1, 1, 0, 0, 64)));
			orderAck(raw, SEQUENCE + 1, 1);
		});
		connect(NEVER, NEVER);
		CompletableFuture<Void> done = send();
		peer.get(10, TimeUnit.SECONDS);
		assertThat(peer.get().readAck().acknowledged()).isEqualTo(1);
		assertThat(done).isNotDone();
	}

	@Test
	void withoutAnOrderAckTheyGoAgainOnTheSameSession() throws Exception {
		acceptor.next(raw -> {
			raw.accept(64);
			expect(raw, 1, 0);
			expect(raw, 2, 1);
			expect(raw, 1, 0);
			expect(raw, 2, 1);
			orderAck(raw, SEQUENCE, 2);
		});
		connect(Duration.ofMillis(300), NEVER);
		CompletableFuture<Void> first = send();
		CompletableFuture<Void> second = send();
		CompletableFuture.allOf(first, second).get(10, TimeUnit.SECONDS);
	}

	@Test
	void overANewConnectionOnlyThoseWithoutOrderAckGoAgain() throws Exception {
		CompletableFuture<RawPeer> broken = acceptor.next(raw -> {
			raw.accept(64);
			expect(raw, 1, 0);
			expect(raw, 2, 1);
			expect(raw, 3, 2);
			orderAck(raw, SEQUENCE, 1);
			raw.readAck();
			raw.close();
		});
		connect(NEVER, NEVER);
		List<CompletableFuture<Void>> sent = List.of(send(), send(), send());
		sent.get(0).get(10, TimeUnit.SECONDS);
		broken.get(10, TimeUnit.SECONDS);
		acks = 0;
		acceptor.next(raw -> {
			raw.accept(64);
			expect(raw, 2, 0);
			expect(raw, 3, 2);
			orderAck(raw, SEQUENCE, 3);
		});
		sent.get(2).get(10, TimeUnit.SECONDS);
	}

	@Test
	void aMessageThatIsRefusedFailsAndIsBridgedByTheNext() throws Exception {
		acceptor.next(raw -> {
			raw.accept(64);
			MessagePacket first = read(raw);
			expect(raw, 2, 1);
			raw.send(TransactionAck.FinalAck.of(first, MessageClass.NACK_Q_EXCEED_QUOTA)
					.packet(new MessageId(raw.id, 1), SELF, 1_700_000_000L).encode());
			expect(raw, 2, 0);
			acks = 1;
			orderAck(raw, SEQUENCE, 2);
		});
		connect(Duration.ofMillis(500), NEVER);
		CompletableFuture<Void> first = send();
		CompletableFuture<Void> second = send();
		assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class).cause()
				.isInstanceOfSatisfying(TransferException.class,
						e -> assertThat(e.kind()).isEqualTo(TransferException.Kind.REJECTED))
				.hasMessageContaining("NACK_Q_EXCEED_QUOTA");
		second.get(10, TimeUnit.SECONDS);
	}

	@Test
	void thePatienceEnds() throws Exception {
		acceptor.next(raw -> raw.accept(64));
		connect(NEVER, Duration.ofMillis(300));
		CompletableFuture<Void> done = send();
		assertThatThrownBy(() -> done.get(10, TimeUnit.SECONDS))
				.hasMessageContaining("has not acknowledged the order of 1 messages");
	}

	@Test
	void aFirstConnectionThatFailsIsSaidAtOnce() throws Exception {
		acceptor.close();
		assertThatThrownBy(() -> connect(NEVER, NEVER)).isInstanceOfSatisfying(TransferException.class,
				e -> assertThat(e.kind()).isEqualTo(TransferException.Kind.UNREACHABLE));
	}

	@Test
	void whatIsNotDoneFailsWhenTheSenderIsClosed() throws Exception {
		acceptor.next(raw -> raw.accept(64));
		connect(NEVER, NEVER);
		CompletableFuture<Void> done = send();
		sender.close();
		assertThatThrownBy(() -> done.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed");
		assertThatThrownBy(() -> send().get(10, TimeUnit.SECONDS)).hasMessageContaining("closed");
	}

	@Test
	void theScheduleIsThreeTimesEachAndThenTheLast() {
		assertThat(List.of(0, 2, 3, 5, 6, 8, 9, 100)).extracting(index -> ResendSchedule.DEFAULT.interval(index)
				.toSeconds()).containsExactly(30L, 30L, 300L, 300L, 1800L, 1800L, 21_600L, 21_600L);
	}

	@Test
	void anEmptySequenceIsFollowedByAGreaterOne() {
		OutgoingSequence<String> sequence = new OutgoingSequence<>(SEQUENCE, 1);
		assertThat(sequence.renew()).isFalse();
		sequence.add("a");
		assertThat(sequence.renew()).isFalse();
		assertThat(sequence.acknowledge(new TransactionAck.OrderAck(SEQUENCE, 1))).hasSize(1);
		assertThat(sequence.renew()).isTrue();
		assertThat(sequence.id()).isEqualTo(SEQUENCE + 1);
		assertThat(sequence.add("b").number()).isEqualTo(1);
	}
}
