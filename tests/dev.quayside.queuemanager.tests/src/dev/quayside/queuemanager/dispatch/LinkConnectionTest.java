package dev.quayside.queuemanager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.FormatName.Direct;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.transfer.RawAcceptor;
import dev.quayside.msmq.transfer.RawPeer;
import dev.quayside.msmq.transfer.SessionOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The attempts of an outgoing queue to get a session. */
@Timeout(60)
class LinkConnectionTest {

	private static final FormatName NAME = FormatName.parse("DIRECT=TCP:127.0.0.1\\private$\\there");

	private final UUID self = UUID.randomUUID();
	private final Connectors threads = new Connectors();
	/** Attempts are made at once. */
	private final Connectors none = new Connectors() {

		@Override
		boolean run(boolean again, Runnable attempt) {
			attempt.run();
			return true;
		}
	};
	private final AtomicInteger attempts = new AtomicInteger();
	private RawAcceptor acceptor;

	@BeforeEach
	void listen() throws Exception {
		acceptor = new RawAcceptor();
	}

	@AfterEach
	void stop() throws Exception {
		threads.close();
		none.close();
		acceptor.close();
	}

	private Connection connection(Connectors in, Connection.Connector connector) {
		return new Connection(host -> {
			attempts.incrementAndGet();
			return connector.connect(host);
		}, in, peer -> Optional.empty(), DispatchFixture.OPTIONS);
	}

	private static void start(Connection connection, Runnable done) {
		connection.start(Route.to((Direct) NAME, new MessageBuilder(UUID.randomUUID(), NAME).build()), 0, done);
	}

	private static void attempt(Connection connection) throws InterruptedException {
		CountDownLatch ended = new CountDownLatch(1);
		start(connection, ended::countDown);
		assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whoMissedThatThereIsASessionGetsNoSecondOne() throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> raw.accept(64));
		Connection connection = connection(none, host -> acceptor.connect(self, SessionOptions.DEFAULT));
		attempt(connection);
		peer.get(20, TimeUnit.SECONDS);
		start(connection, () -> {});
		assertThat(attempts).hasValue(1);
		assertThat(connection.session()).isPresent();
		connection.close();
	}

	@Test
	void anAttemptWithAFailureOfTheProgramIsNotRepeatedAtOnce() throws Exception {
		Connection connection = connection(threads, host -> {
			throw new IllegalStateException("a failure on purpose");
		});
		attempt(connection);
		assertThat(connection.hasFailed()).isTrue();
	}

	@Test
	void aSessionThatComesWhenEverythingHasStoppedIsClosed() throws Exception {
		CountDownLatch connecting = new CountDownLatch(1);
		CountDownLatch stopped = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> raw.accept(64));
		Connection connection = connection(threads, host -> {
			connecting.countDown();
			awaitThough(stopped);
			return acceptor.connect(self, SessionOptions.DEFAULT);
		});
		start(connection, ended::countDown);
		assertThat(connecting.await(20, TimeUnit.SECONDS)).isTrue();
		threads.close();
		connection.close();
		start(connection, () -> {});
		stopped.countDown();
		assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(connection.session()).isEmpty();
		assertThat(peer.get(20, TimeUnit.SECONDS).isClosed()).isTrue();
	}

	/** What connects does not always notice that it is interrupted. */
	private static void awaitThough(CountDownLatch latch) {
		boolean done = false;
		while (!done) {
			try {
				done = latch.await(20, TimeUnit.SECONDS);
			} catch (InterruptedException e) {
				// goes on
			}
		}
	}
}
