package dev.quayside.admin.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.SendRequest;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.transfer.RawAcceptor;
import dev.quayside.msmq.transfer.RawPeer;
import dev.quayside.msmq.transfer.Wire;
import dev.quayside.testkit.TestQueueManager;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sending over the wire: what is reported as accepted, against acceptors that write their own bytes and our own. */
@Timeout(60)
class WireMessageSenderTest {

	private final WireMessageSender sender = new WireMessageSender();
	private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
	private final NullProgressMonitor monitor = new NullProgressMonitor();
	private RawAcceptor acceptor;

	@TempDir
	private Path data;

	@BeforeEach
	void start() throws IOException {
		acceptor = new RawAcceptor();
	}

	@AfterEach
	void stop() throws IOException {
		acceptor.close();
	}

	private static SendRequest request(int port, String label, Delivery delivery, int count) {
		return new SendRequest("DIRECT=TCP:127.0.0.1\\private$\\q", label, SendRequest.Body.text("message {n}"),
				delivery, 3, count, SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED, OptionalInt.of(port));
	}

	private void send(Delivery delivery, int count) throws QueueManagerException {
		sender.send(request(acceptor.port(), "label {n}", delivery, count), accepted::add, monitor);
	}

	private QueueManagerException sendAndFail(Delivery delivery, int count) {
		return catchThrowableOfType(QueueManagerException.class, () -> send(delivery, count));
	}

	private List<Long> ordinals() {
		return accepted.stream().map(id -> Long.valueOf(id.substring(id.indexOf('\\') + 1))).toList();
	}

	@Test
	void everyMessageIsReportedInOrderAsItIsAccepted() throws Exception {
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(4);
			for (int number = 1; number <= 10; number++) {
				byte[] message = raw.read();
				assertThat(Wire.buffer(message).getInt(56)).isEqualTo(number);
				assertThat(new String(message, StandardCharsets.UTF_16LE)).contains("label " + number,
						"message " + number);
				raw.send(Wire.ack(new Wire.Header(number, 0, 0, 0, 0, 4)));
			}
		});
		send(Delivery.EXPRESS, 10);
		peer.get(5, TimeUnit.SECONDS);
		assertThat(ordinals()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
		assertThat(accepted).allMatch(id -> id.matches("\\{[0-9a-f-]{36}}\\\\\\d+"));
	}

	@Test
	void aSessionThatBreaksReportsExactlyWhatWasAccepted() {
		acceptor.next(raw -> {
			raw.accept(64);
			for (int number = 1; number <= 50; number++) {
				raw.read();
			}
			raw.send(Wire.ack(new Wire.Header(37, 0, 0, 0, 0, 64)));
			raw.socket().shutdownOutput();
		});
		QueueManagerException failure = sendAndFail(Delivery.EXPRESS, 500);
		assertThat(ordinals()).hasSize(37).startsWith(1L).endsWith(37L);
		assertThat(failure.kind()).isEqualTo(Kind.FAILED);
		assertThat(failure).hasMessageContaining("Only 37 of 500 messages were accepted")
				.hasMessageContaining("more were sent and may have arrived");
	}

	@Test
	void acceptedMessagesBehindOnesThatAreNotAreReportedToo() {
		acceptor.next(raw -> {
			raw.accept(64);
			for (int number = 1; number <= 10; number++) {
				raw.read();
			}
			raw.send(Wire.ack(new Wire.Header(10, 3, 0b1101, 0, 0, 64)));
			raw.socket().shutdownOutput();
		});
		QueueManagerException failure = sendAndFail(Delivery.RECOVERABLE, 10);
		assertThat(ordinals()).containsExactly(1L, 2L, 3L, 5L, 6L);
		assertThat(failure).hasMessageContaining("Only 5 of 10 messages were accepted (5 more were sent");
	}

	@Test
	void aResetAfterAnAcknowledgementLosesNoCount() {
		acceptor.next(raw -> {
			raw.accept(64);
			for (int number = 1; number <= 64; number++) {
				raw.read();
			}
			raw.send(Wire.ack(new Wire.Header(20, 0, 0, 0, 0, 64)));
			for (int number = 65; number <= 84; number++) {
				raw.read();
			}
			raw.reset();
		});
		QueueManagerException failure = sendAndFail(Delivery.EXPRESS, 1000);
		assertThat(accepted).hasSize(20);
		assertThat(failure).hasMessageContaining("Only 20 of 1000 messages were accepted");
	}

	@Test
	void nothingAcceptedIsSaidSo() {
		acceptor.next(raw -> {
			raw.accept(64);
			raw.read();
			raw.close();
		});
		assertThat(sendAndFail(Delivery.EXPRESS, 1))
				.hasMessageContaining("Nothing was accepted (1 more were sent and may have arrived)");
		assertThat(accepted).isEmpty();
	}

	@Test
	void aFailedSetUpSaysThatNothingWasSent() throws IOException {
		acceptor.next(raw -> raw.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
		QueueManagerException failure = sendAndFail(Delivery.EXPRESS, 1);
		assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
		assertThat(failure).hasMessageContaining("Nothing was sent");
		acceptor.close();
		assertThat(sendAndFail(Delivery.EXPRESS, 1).kind()).isEqualTo(Kind.UNREACHABLE);
	}

	@Test
	void cancellingEndsAWaitForTheWindow() throws Exception {
		CountDownLatch reported = new CountDownLatch(2);
		acceptor.next(raw -> {
			raw.accept(4);
			for (int number = 1; number <= 4; number++) {
				raw.read();
			}
			raw.send(Wire.ack(new Wire.Header(2, 0, 0, 0, 0, 2)));
		});
		CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendForEver(id -> {
			accepted.add(id);
			reported.countDown();
		}));
		assertThat(reported.await(5, TimeUnit.SECONDS)).isTrue();
		monitor.setCanceled(true);
		assertThatThrownBy(() -> sending.get(10, TimeUnit.SECONDS))
				.hasCauseInstanceOf(OperationCanceledException.class);
		assertThat(ordinals()).containsExactly(1L, 2L);
	}

	private void sendForEver(Consumer<String> consumer) {
		try {
			sender.send(request(acceptor.port(), "{n}", Delivery.EXPRESS, 1_000_000), consumer, monitor);
		} catch (QueueManagerException e) {
			throw new CompletionException(e);
		}
	}

	@Test
	void cancellingEndsASetUpThatIsNotAnswered() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		acceptor.next(raw -> {
			raw.read();
			asked.countDown();
		});
		CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendForEver(accepted::add));
		asked.await(5, TimeUnit.SECONDS);
		monitor.setCanceled(true);
		assertThatThrownBy(() -> sending.get(10, TimeUnit.SECONDS))
				.hasCauseInstanceOf(OperationCanceledException.class);
	}

	@Test
	void aLabelThatGetsTooLongOnTheWayIsRefusedBeforeTheFirstMessage() {
		assertThatThrownBy(() -> request(acceptor.port(), "x".repeat(248) + "{n}", Delivery.EXPRESS, 10))
				.hasMessageContaining("at most 249 characters");
		assertThat(accepted).isEmpty();
	}

	@Test
	void eightSendersAtATimeLoseNothing() throws Exception {
		int each = 500;
		try (TestQueueManager manager = TestQueueManager.start(data, "q")) {
			List<CompletableFuture<Void>> senders = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				SendRequest request = request(manager.server().transferPort(), "{n}", Delivery.RECOVERABLE, each);
				senders.add(CompletableFuture.runAsync(() -> {
					try {
						sender.send(request, accepted::add, monitor);
					} catch (QueueManagerException e) {
						throw new CompletionException(e);
					}
				}));
			}
			for (CompletableFuture<Void> one : senders) {
				one.get(30, TimeUnit.SECONDS);
			}
			assertThat(accepted).hasSize(8 * each).doesNotHaveDuplicates();
			assertThat(count(manager)).isEqualTo(8 * each);
		}
	}

	@Test
	void whatWasAcceptedBeforeTheQueueManagerWentIsInItsStore() throws Exception {
		CountDownLatch some = new CountDownLatch(300);
		CompletableFuture<Void> sending;
		try (TestQueueManager manager = TestQueueManager.start(data, "q")) {
			SendRequest request = request(manager.server().transferPort(), "{n}", Delivery.RECOVERABLE, 1_000_000);
			sending = CompletableFuture.runAsync(() -> {
				try {
					sender.send(request, id -> {
						accepted.add(id);
						some.countDown();
					}, monitor);
				} catch (QueueManagerException e) {
					throw new CompletionException(e);
				}
			});
			assertThat(some.await(20, TimeUnit.SECONDS)).isTrue();
		}
		assertThatThrownBy(() -> sending.get(20, TimeUnit.SECONDS))
				.hasMessageContaining("Only " + accepted.size() + " of 1000000 messages were accepted");
		try (TestQueueManager again = TestQueueManager.start(data, "q")) {
			assertThat(count(again)).isGreaterThanOrEqualTo(accepted.size());
		}
	}

	private static long count(TestQueueManager manager) throws IOException {
		return manager.server().manager().find(QueuePath.privateQueue("q")).orElseThrow().count();
	}
}
