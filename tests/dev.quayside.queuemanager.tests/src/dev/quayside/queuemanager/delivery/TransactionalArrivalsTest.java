package dev.quayside.queuemanager.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.queuemanager.services.Transfers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Transactional messages come in exactly once and in order ([MS-MQQB] 3.1.5.8.6), with a real store. */
@Timeout(60)
class TransactionalArrivalsTest extends ArrivalFixture {

	@Test
	void messagesOneBehindTheOtherComeIntoTheQueue() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 2, 1);
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1", "0/2", "0/3");
		session.expect(SEQUENCE, 3);
	}

	@Test
	void aDuplicateIsTakenFromItsSenderAndNotIntoTheQueue() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 2, 1);
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 2, 1);
		assertThat(labels("t")).containsExactly("0/1", "0/2");
		session.expect(SEQUENCE, 2);
	}

	@Test
	void whatIsBehindAGapIsNotTakenUntilTheGapIsClosed() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1");
		session.expect(SEQUENCE, 1);
		take("t", SEQUENCE, 2, 1);
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1", "0/2", "0/3");
	}

	@Test
	void aGapThatTheSenderBridgesIsNone() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 5, 1);
		take("t", SEQUENCE, 9, 0);
		assertThat(labels("t")).containsExactly("0/1", "0/5", "0/9");
	}

	@Test
	void aGreaterSequenceBeginsWithAMessageThatFollowsNone() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE + 1, 2, 1);
		take("t", SEQUENCE + 1, 1, 0);
		take("t", SEQUENCE + 1, 2, 1);
		take("t", SEQUENCE, 2, 1);
		assertThat(labels("t")).containsExactly("0/1", "1/1", "1/2");
		session.expect(SEQUENCE + 1, 2);
	}

	@Test
	void sequenceIdsAreComparedWithoutSign() throws Exception {
		take("t", 0x7FFFFFFF00000001L, 1, 0);
		take("t", 0x8000000000000001L, 1, 0);
		take("t", 0x7FFFFFFF00000002L, 1, 0);
		assertThat(labels("t")).hasSize(2);
	}

	@Test
	void aSequenceSurvivesARestart() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 2, 1);
		restart();
		take("t", SEQUENCE, 2, 1);
		assertThat(labels("t")).containsExactly("0/1", "0/2");
		session.expect(SEQUENCE, 2);
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1", "0/2", "0/3");
	}

	@Test
	void everyQueueHasSequencesOfItsOwn() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("other", SEQUENCE, 1, 0);
		take("other", SEQUENCE, 2, 1);
		assertThat(labels("t")).containsExactly("0/1");
		assertThat(labels("other")).containsExactly("0/1", "0/2");
	}

	@Test
	void aMessageForNoQueueOrOneOfTheOtherKindIsAnsweredWithAFinalAck() throws Exception {
		take("plain", SEQUENCE, 1, 0);
		take("missing", SEQUENCE, 1, 0);
		assertThat(finalAcks).extracting(FinalAck::messageClass)
				.containsExactly(MessageClass.NACK_NOT_TRANSACTIONAL_Q, MessageClass.NACK_BAD_DST_Q);
		assertThat(labels("plain")).isEmpty();
	}

	@Test
	void theOrderAckGoesToTheOrderQueueAtTheAddressOfTheSender() throws Exception {
		take("t", SEQUENCE, 1, 0);
		MessagePacket answer = session.answers.poll(10, TimeUnit.SECONDS);
		assertThat(answer.user().destination())
				.isEqualTo(new PacketQueue.Direct("TCP:10.1.2.3\\PRIVATE$\\order_queue$"));
		assertThat(answer.user().source()).isEqualTo(manager.id());
		assertThat(answer.properties().messageClass()).isEqualTo(MessageClass.ORDER_ACK);
	}

	@Test
	void underLoadAnOrderAckDoesNotWaitForTheLastMessage() throws Exception {
		arrivals.close();
		arrivals = arrivals(new OrderAcks.Delays(Duration.ofMillis(500), Duration.ofMillis(700)));
		take("t", SEQUENCE, 1, 0);
		session.expect(SEQUENCE, 1);
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		for (long number = 2; session.answers.isEmpty(); number++) {
			assertThat(System.nanoTime()).as("no OrderAck while messages come").isLessThan(deadline);
			take("t", SEQUENCE, number, number - 1);
		}
	}

	@Test
	void anOrderAckWaitsForRoomInTheWindow() throws Exception {
		session.full = true;
		take("t", SEQUENCE, 1, 0);
		assertThat(session.answers.poll(150, TimeUnit.MILLISECONDS)).isNull();
		session.full = false;
		session.expect(SEQUENCE, 1);
	}

	@Test
	void aSenderOfWhomNothingWasAcceptedGetsNoOrderAck() throws Exception {
		take("t", SEQUENCE, 7, 6);
		assertThat(labels("t")).isEmpty();
		assertThat(session.answers.poll(150, TimeUnit.MILLISECONDS)).isNull();
		assertThat(arrivals.transfers(queue("t"))).isEmpty();
	}

	@Test
	void whoSendsToAQueueIsKnownWithWhatWasRejected() throws Exception {
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 1, 0);
		take("t", SEQUENCE, 9, 8);
		assertThat(arrivals.transfers(queue("t"))).containsExactly(
				new Transfers.Incoming("DIRECT=OS:h\\private$\\t", SENDER, SEQUENCE, 1, NOW.getEpochSecond(), 2));
		assertThat(arrivals.transfers(queue("other"))).isEmpty();
	}
}
