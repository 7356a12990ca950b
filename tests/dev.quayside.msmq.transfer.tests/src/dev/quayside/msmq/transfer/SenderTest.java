package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A sender and an acceptor that writes its own bytes. */
abstract class SenderTest {

	static final UUID SELF = UUID.randomUUID();
	static final Duration AT_ONCE = Duration.ZERO;

	RawAcceptor acceptor;
	RawPeer peer;
	TransferSession session;

	@BeforeEach
	void start() throws IOException {
		acceptor = new RawAcceptor();
	}

	@AfterEach
	void stop() throws IOException {
		session.close();
		peer.close();
		acceptor.close();
	}

	void open(int peerWindow, SessionOptions options) throws Exception {
		CompletableFuture<RawPeer> accepted = acceptor.next(raw -> raw.accept(peerWindow));
		session = acceptor.connect(SELF, options);
		peer = accepted.get(5, TimeUnit.SECONDS);
	}

	static MessagePacket message(boolean recoverable) {
		MessageBuilder builder = new MessageBuilder(SELF, FormatName.parse("DIRECT=OS:h\\private$\\q"));
		return (recoverable ? builder.recoverable() : builder).build();
	}

	List<CompletableFuture<Void>> send(int count, boolean recoverable) throws Exception {
		List<CompletableFuture<Void>> done = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			done.add(session.send(message(recoverable)).toCompletableFuture());
			peer.read();
		}
		return done;
	}

	void ack(int acknowledged, int base, int bits, int window) throws IOException {
		peer.send(Wire.ack(new Wire.Header(acknowledged, base, bits, 0, 0, window)));
	}

	static void assertDone(List<CompletableFuture<Void>> all, int... numbers) throws Exception {
		for (int number : numbers) {
			all.get(number - 1).get(5, TimeUnit.SECONDS);
		}
		long done = all.stream().filter(CompletableFuture::isDone).count();
		assertThat(done).isEqualTo(numbers.length);
	}
}
