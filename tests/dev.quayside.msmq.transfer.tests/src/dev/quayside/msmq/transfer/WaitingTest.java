package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How long a sender waits ([MS-MQQB] 3.1.6.2, 3.1.6.3), for an acceptor that writes its own bytes. */
@Timeout(60)
class WaitingTest extends SenderTest {

	@Test
	void aPeerThatDoesNotAcknowledgeIsGivenUp() throws Exception {
		open(64, SessionOptions.DEFAULT.withAckTimeout(Duration.ofMillis(300)));
		List<CompletableFuture<Void>> all = send(2, true);
		assertThatThrownBy(() -> all.get(0).get(5, TimeUnit.SECONDS)).hasMessageContaining("2 messages unacknowledged");
		assertThat(peer.isClosed()).isTrue();
	}

	@Test
	void aPeerThatTakesNothingIsGivenUp() throws Exception {
		open(0xFFFF, SessionOptions.DEFAULT.withWindow(10_000).withPacketTimeout(Duration.ofMillis(300)));
		MessagePacket large = new MessageBuilder(SELF, FormatName.parse("DIRECT=OS:h\\private$\\q"))
				.body(0, new byte[8192]).build();
		assertThatThrownBy(() -> {
			for (int i = 0; i < 10_000; i++) {
				session.send(large);
			}
		}).isInstanceOf(TransferException.class).hasMessageContaining("does not take what it is sent");
	}

	@Test
	void aPeerThatSaysAnythingIsNotGivenUp() throws Exception {
		open(64, SessionOptions.DEFAULT.withAckTimeout(Duration.ofMillis(1000)));
		List<CompletableFuture<Void>> all = send(1, true);
		for (int i = 0; i < 12; i++) {
			ack(1, 0, 0, 64);
			assertThat(peer.isQuiet(100)).isTrue();
		}
		ack(1, 1, 1, 64);
		assertDone(all, 1);
	}

	@Test
	void aSessionWithoutAMessageIsEndedAlsoWhenThePeerAcknowledges() throws Exception {
		open(64, SessionOptions.DEFAULT.withIdleTimeout(Duration.ofMillis(300)));
		boolean quiet = true;
		for (int i = 0; i < 50 && quiet; i++) {
			try {
				ack(0, 0, 0, 64);
			} catch (IOException e) {
				break;
			}
			quiet = peer.isQuiet(50);
		}
		assertThat(peer.isClosed()).isTrue();
	}
}
