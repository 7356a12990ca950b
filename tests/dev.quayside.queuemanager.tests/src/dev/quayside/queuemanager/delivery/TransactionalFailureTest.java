package dev.quayside.queuemanager.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.packet.TransactionAck.FinalAck;
import dev.quayside.msmq.packet.TransactionHeader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What becomes of transactional messages that cannot be written, or are too much for their queue. */
@Timeout(60)
class TransactionalFailureTest extends ArrivalFixture {

	@Test
	void nothingIsAcknowledgedBeforeItIsOnDisk() throws Exception {
		writing = new CompletableFuture<>();
		CompletableFuture<Void> first = arrive(message("t", SEQUENCE, 1, 0).build());
		CompletableFuture<Void> second = arrive(message("t", SEQUENCE, 2, 1).build());
		assertThat(session.answers.poll(200, TimeUnit.MILLISECONDS)).isNull();
		assertThat(first).isNotDone();
		writing.complete(null);
		CompletableFuture.allOf(first, second).get(10, TimeUnit.SECONDS);
		assertThat(labels("t")).containsExactly("0/1", "0/2");
	}

	@Test
	void whatIsBehindOneThatCouldNotBeWrittenIsNotWrittenEither() throws Exception {
		take("t", SEQUENCE, 1, 0);
		CompletableFuture<Void> failing = new CompletableFuture<>();
		writing = failing;
		CompletableFuture<Void> second = arrive(message("t", SEQUENCE, 2, 1).build());
		CompletableFuture<Void> third = arrive(message("t", SEQUENCE, 3, 2).build());
		awaitHeld();
		writing = null;
		failing.completeExceptionally(new IOException("The disk is full"));
		for (CompletableFuture<Void> outcome : List.of(second, third)) {
			assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("The disk is full");
		}
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1");
		take("t", SEQUENCE, 2, 0);
		take("t", SEQUENCE, 3, 2);
		assertThat(labels("t")).containsExactly("0/1", "0/2", "0/3");
	}

	@Test
	void aMessageTooMuchForItsQueueIsOutOfTheSequenceAndItsSenderKnows() throws Exception {
		MessagePacket large = message("full", SEQUENCE, 1, 0).body(0, new byte[2000]).build();
		arrive(large).get(10, TimeUnit.SECONDS);
		arrive(message("full", SEQUENCE, 2, 1).build()).get(10, TimeUnit.SECONDS);
		assertThat(labels("full")).containsExactly("0/2");
		assertThat(finalAcks).containsExactly(FinalAck.of(large, MessageClass.NACK_Q_EXCEED_QUOTA));
		session.expect(SEQUENCE, 2);
	}

	@Test
	void aMessageWhoseSignatureDoesNotFitIsAnsweredWithAFinalAck() throws Exception {
		FormatName name = new FormatName.PrivateQueue(manager.id(), queue("t").number(), false);
		MessagePacket forged = new MessageBuilder(SENDER, name).ordinal(1).sentTime(NOW.getEpochSecond())
				.transaction(new TransactionHeader(0, SEQUENCE, 1, 0, Optional.empty()))
				.security(new SecurityHeader(0x80, new byte[0], new byte[0], new byte[128], new byte[16], new byte[0]))
				.build();
		arrive(forged).get(10, TimeUnit.SECONDS);
		assertThat(labels("t")).isEmpty();
		assertThat(finalAcks).containsExactly(FinalAck.of(forged, MessageClass.NACK_BAD_SIGNATURE));
	}

	@Test
	void oneOfManyThatIsTooMuchDoesNotTakeTheOthersWithIt() throws Exception {
		writing = new CompletableFuture<>();
		List<CompletableFuture<Void>> all = new ArrayList<>();
		all.add(arrive(message("full", SEQUENCE, 1, 0).build()));
		all.add(arrive(message("full", SEQUENCE, 2, 1).body(0, new byte[2000]).build()));
		all.add(arrive(message("full", SEQUENCE, 3, 2).build()));
		CompletableFuture<Void> gate = writing;
		awaitHeld();
		writing = null;
		gate.complete(null);
		for (CompletableFuture<Void> outcome : all) {
			outcome.get(10, TimeUnit.SECONDS);
		}
		assertThat(labels("full")).containsExactly("0/1", "0/3");
		assertThat(finalAcks).hasSize(1);
	}
}
