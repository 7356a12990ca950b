package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Windows and acknowledgements for a sender ([MS-MQQB] 3.1.5.5, 3.1.7.1), against an acceptor that writes its own bytes. */
@Timeout(60)
class SendingTest extends SenderTest {

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 64 })
	void notMoreThanTheWindowOfThePeerIsUnderWay(int window) throws Exception {
		open(window, SessionOptions.DEFAULT);
		send(window, false);
		assertThat(session.awaitWindow(AT_ONCE)).isFalse();
		assertThat(peer.isQuiet(100)).isTrue();
		ack(1, 0, 0, window);
		assertThat(session.awaitWindow(Duration.ofSeconds(5))).isTrue();
		send(1, false);
		assertThat(session.awaitWindow(AT_ONCE)).isFalse();
	}

	@Test
	void ofSeveralMessagesAsManyGoAsTheWindowTakes() throws Exception {
		open(3, SessionOptions.DEFAULT);
		List<MessagePacket> all = List.of(message(true), message(false), message(true), message(true));

		List<CompletionStage<Void>> first = session.sendSome(all);
		assertThat(first).hasSize(3);
		for (MessagePacket message : all.subList(0, 3)) {
			assertThat(peer.read()).isEqualTo(message.encode());
		}
		assertThat(session.sendSome(all)).isEmpty();
		assertThat(peer.isQuiet(100)).isTrue();

		ack(3, 1, 0b11, 3);
		first.get(2).toCompletableFuture().get(5, TimeUnit.SECONDS);
		assertThat(session.sendSome(all.subList(3, 4))).hasSize(1);
		assertThat(peer.read()).isEqualTo(all.get(3).encode());
	}

	@Test
	void severalMessagesThatAreLargeGoOneByOne() throws Exception {
		open(64, SessionOptions.DEFAULT);
		MessagePacket large = new MessageBuilder(SELF, FormatName.parse("DIRECT=OS:h\\private$\\q"))
				.body(0, new byte[64 * 1024]).build();

		assertThat(session.sendSome(List.of(large, large))).hasSize(1);
		assertThat(peer.read()).isEqualTo(large.encode());
		assertThat(peer.isQuiet(100)).isTrue();
	}

	@Test
	void notMoreThanOurOwnWindowIsUnderWay() throws Exception {
		open(0xFFFF, SessionOptions.DEFAULT.withWindow(5));
		send(5, false);
		assertThat(session.awaitWindow(AT_ONCE)).isFalse();
	}

	@Test
	void aWindowOfZeroLetsOneMessageThrough() throws Exception {
		open(0, SessionOptions.DEFAULT);
		send(1, false);
		assertThat(session.awaitWindow(AT_ONCE)).isFalse();
	}

	@Test
	void anAcknowledgementChangesTheWindow() throws Exception {
		open(8, SessionOptions.DEFAULT);
		List<CompletableFuture<Void>> all = send(4, false);
		ack(4, 0, 0, 1);
		assertDone(all, 1, 2, 3, 4);
		send(1, false);
		assertThat(session.awaitWindow(AT_ONCE)).isFalse();
		ack(5, 0, 0, 64);
		assertThat(session.awaitWindow(Duration.ofSeconds(5))).isTrue();
		send(64, false);
		assertThat(session.awaitWindow(AT_ONCE)).isFalse();
	}

	@Test
	void aSenderThatWaitsGoesOnWithTheAcknowledgement() throws Exception {
		open(1, SessionOptions.DEFAULT);
		send(1, false);
		CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
			try {
				session.send(message(false));
			} catch (TransferException e) {
				throw new CompletionException(e);
			}
		});
		assertThat(peer.isQuiet(100)).isTrue();
		ack(1, 0, 0, 1);
		second.get(5, TimeUnit.SECONDS);
		assertThat(peer.read()).isNotNull();
	}

	@Test
	void expressMessagesAreDoneByCount() throws Exception {
		open(64, SessionOptions.DEFAULT);
		List<CompletableFuture<Void>> all = send(5, false);
		ack(3, 0, 0, 64);
		assertDone(all, 1, 2, 3);
		ack(5, 0, 0, 64);
		assertDone(all, 1, 2, 3, 4, 5);
		assertThat(session.confirmed()).isEqualTo(5);
	}

	@Test
	void recoverableMessagesAreDoneByBaseAndBitsAndNotByCount() throws Exception {
		open(64, SessionOptions.DEFAULT);
		List<CompletableFuture<Void>> all = send(40, true);
		ack(40, 0, 0, 64);
		ack(40, 2, 0b1001, 64);
		assertDone(all, 1, 2, 5);
		ack(40, 3, 1, 64);
		assertDone(all, 1, 2, 3, 5);
		ack(40, 6, -1, 64);
		all.get(36).get(5, TimeUnit.SECONDS);
		assertThat(all.get(37).isDone()).as("37 is the last of 32 from 6 on").isFalse();
		assertThat(session.confirmed()).isEqualTo(37);
	}

	@Test
	void bothKindsAreCountedApart() throws Exception {
		open(64, SessionOptions.DEFAULT);
		List<CompletableFuture<Void>> all = new ArrayList<>(send(1, true));
		all.addAll(send(1, false));
		all.addAll(send(1, true));
		ack(2, 0, 0, 64);
		assertDone(all, 2);
		ack(3, 1, 0b11, 64);
		assertDone(all, 1, 2, 3);
	}

	@Test
	void anAcknowledgementThatRidesOnAMessageCountsAsWell() throws Exception {
		open(64, SessionOptions.DEFAULT);
		List<CompletableFuture<Void>> all = send(2, false);
		peer.send(Wire.riding(Wire.message(peer.id, 1, Wire.EXPRESS, "rides"), new Wire.Header(2, 0, 0, 1, 0, 64)));
		assertDone(all, 1, 2);
	}

	@Test
	void anAcknowledgementWhoseSizeLeavesTheSessionHeaderOutCountsAsWell() throws Exception {
		open(64, SessionOptions.DEFAULT);
		List<CompletableFuture<Void>> all = send(1, false);
		byte[] ack = Wire.ack(new Wire.Header(1, 0, 0, 0, 0, 64));
		ack[8] = 20;
		peer.send(ack);
		assertDone(all, 1);
	}

	/** After three express and two recoverable messages. */
	static Stream<Wire.Header> neverSent() {
		return Stream.of(new Wire.Header(6, 0, 0, 0, 0, 64), new Wire.Header(0xFFFF, 0, 0, 0, 0, 64),
				new Wire.Header(5, 3, 1, 0, 0, 64), new Wire.Header(5, 1, 0b111, 0, 0, 64),
				new Wire.Header(5, 2, 0x80000000, 0, 0, 64), new Wire.Header(5, 1000, 0, 0, 0, 64));
	}

	@ParameterizedTest
	@MethodSource("neverSent")
	void anAcknowledgementOfWhatWasNeverSentEndsTheSessionAndConfirmsNothing(Wire.Header header) throws Exception {
		open(64, SessionOptions.DEFAULT);
		List<CompletableFuture<Void>> all = new ArrayList<>(send(3, false));
		all.addAll(send(2, true));
		peer.send(Wire.ack(header));
		assertThat(peer.isClosed()).isTrue();
		for (CompletableFuture<Void> done : all) {
			assertThatThrownBy(() -> done.get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
					.cause().isInstanceOfSatisfying(TransferException.class,
							e -> assertThat(e.kind()).isEqualTo(TransferException.Kind.PROTOCOL));
		}
		assertThat(session.confirmed()).isZero();
	}

	@Test
	void otherCountsEndTheSessionButTheirAcknowledgementIsTaken() throws Exception {
		open(64, SessionOptions.DEFAULT);
		List<CompletableFuture<Void>> all = send(2, false);
		peer.send(Wire.ack(new Wire.Header(1, 0, 0, 7, 0, 64)));
		assertThat(peer.isClosed()).isTrue();
		all.get(0).get(5, TimeUnit.SECONDS);
		assertThatThrownBy(() -> all.get(1).get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
	}

	@Test
	void acknowledgementsThatArriveBeforeAResetAreNotLost() throws Exception {
		open(64, SessionOptions.DEFAULT);
		List<CompletableFuture<Void>> all = send(10, true);
		ack(10, 1, 0b1111, 64);
		all.get(3).get(5, TimeUnit.SECONDS);
		peer.reset();
		assertThatThrownBy(() -> all.get(9).get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
		assertThat(all.stream().filter(done -> !done.isCompletedExceptionally()).count()).isEqualTo(4);
		assertThat(session.confirmed()).isEqualTo(4);
	}

	@Test
	void acknowledgementsThatArriveWhileTheSendingFailsAreNotLost() throws Exception {
		MessagePacket large = new MessageBuilder(SELF, FormatName.parse("DIRECT=OS:h\\private$\\q"))
				.body(0, new byte[64 * 1024]).build();
		for (int round = 0; round < 30; round++) {
			CompletableFuture<RawPeer> accepted = acceptor.next(raw -> {
				raw.accept(64);
				for (int number = 1; number <= 10; number++) {
					raw.read();
				}
				raw.send(Wire.ack(new Wire.Header(10, 0, 0, 0, 0, 64)));
				raw.reset();
			});
			session = acceptor.connect(SELF, SessionOptions.DEFAULT);
			assertThatThrownBy(() -> {
				for (int number = 1; number <= 1000; number++) {
					session.send(large);
				}
			}).isInstanceOf(TransferException.class);
			peer = accepted.get(5, TimeUnit.SECONDS);
			assertThat(session.confirmed()).isEqualTo(10);
		}
	}

	@Test
	void numbersWrapAfter65536Messages() throws Exception {
		int count = 66_000;
		open(64, SessionOptions.DEFAULT);
		CompletableFuture<Void> acceptor = CompletableFuture.runAsync(() -> {
			try {
				for (int number = 1; number <= count; number++) {
					peer.read();
					if (number % 30 == 0) {
						ack(number & 0xFFFF, number - 29 & 0xFFFF, (1 << 30) - 1, 64);
					}
				}
			} catch (IOException e) {
				throw new CompletionException(e);
			}
		});
		MessagePacket message = message(true);
		CompletableFuture<Void> last = null;
		for (int number = 1; number <= count; number++) {
			last = session.send(message).toCompletableFuture();
		}
		last.get(10, TimeUnit.SECONDS);
		acceptor.get(5, TimeUnit.SECONDS);
		assertThat(session.confirmed()).isEqualTo(count);
	}
}
