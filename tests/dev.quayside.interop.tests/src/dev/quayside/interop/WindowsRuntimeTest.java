package dev.quayside.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.SendRequest;
import dev.quayside.admin.remote.WireMessageSender;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.testkit.TestQueueManager;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A client on an RPC runtime of the Windows kind, Wine's, reads and manages queues. */
@Timeout(120)
class WindowsRuntimeTest {

	private static final int LARGE = 3_000_000;
	private static final int MODULUS = 251;

	@TempDir
	private static Path folder;
	private static TestQueueManager manager;
	private static WindowsClient client;

	private Queue queue;

	@BeforeAll
	static void start() throws Exception {
		client = WindowsClient.build(folder);
		manager = TestQueueManager.start(folder.resolve("data"));
	}

	@AfterAll
	static void stop() throws Exception {
		if (client != null) {
			client.close();
		}
		if (manager != null) {
			manager.close();
		}
	}

	/** Each test has a queue of its own. */
	@BeforeEach
	void makeQueue(TestInfo test) throws Exception {
		queue = manager.server().manager().create(QueueAttributes.named(test.getTestMethod().orElseThrow().getName()));
	}

	@Test
	void itLearnsThePort() throws Exception {
		passes("server-port");
	}

	@Test
	void aQueueOpensByItsDirectName() throws Exception {
		send(3);
		passes("direct-name");
	}

	@Test
	void aQueueOpensByItsPrivateName() throws Exception {
		send(3);
		passes("private-name", manager.server().id() + "\\" + Integer.toHexString(queue.number()));
	}

	@Test
	void aQueueThatIsNotThereRaisesTheStatus() throws Exception {
		passes("unknown-names");
	}

	@Test
	void whatCannotBeOpenedRaisesTheStatus() throws Exception {
		passes("refused-opens");
	}

	@Test
	void whoOpensExclusivelyKeepsOthersOut() throws Exception {
		passes("exclusive");
	}

	@Test
	void aCursorGoesThroughTheQueue() throws Exception {
		send(3);
		passes("cursor");
	}

	@Test
	void messagesAreFoundByTheirLookupIds() throws Exception {
		send(3);
		passes("lookups");
	}

	@Test
	void aMessageIsCutIntoSections() throws Exception {
		send(SendRequest.Body.text("fifty characters as UTF-16 make one hundred bytes."), 1);
		passes("sections", "100");
	}

	@Test
	void aLargeBodyComesInManyFragments() throws Exception {
		byte[] body = new byte[LARGE];
		for (int i = 0; i < body.length; i++) {
			body[i] = (byte) (i % MODULUS);
		}
		send(SendRequest.Body.bytes(body), 1);
		passes("large-body", Integer.toString(LARGE));
	}

	@Test
	void aThousandPeeksFollowEachOther() throws Exception {
		send(3);
		passes("many-peeks");
	}

	@Test
	void twoThreadsPeekAtOnce() throws Exception {
		send(3);
		passes("two-threads");
	}

	@Test
	void anAcknowledgedReceiveTakesTheMessage() throws Exception {
		send(3);
		passes("acknowledged");
		assertThat(queue.count()).isEqualTo(2);
	}

	@Test
	void aRefusedReceiveGivesTheMessageBack() throws Exception {
		send(3);
		passes("given-back");
		assertThat(queue.count()).isEqualTo(3);
	}

	@Test
	void messagesAreReceivedByTheirLookupIds() throws Exception {
		send(3);
		passes("received-by-lookup");
		assertThat(queue.count()).isZero();
	}

	@Test
	void aPurgeEmptiesTheQueue() throws Exception {
		send(3);
		passes("purge");
		assertThat(queue.count()).isZero();
	}

	@Test
	void aClosedHandleIsAContextMismatch() throws Exception {
		send(1);
		passes("closed-handle");
	}

	@Test
	void aHandleOfAnotherClientIsAContextMismatch() throws Exception {
		send(1);
		try (WindowsClient.Run lender = start("lend-handle")) {
			passes("foreign-handle", lender.line());
			lender.say("done");
			ends(lender, "lend-handle");
		}
	}

	@Test
	void theOtherOperationsAnswerAndTheUnusedOneIsOutOfRange() throws Exception {
		passes("other-operations");
	}

	@Test
	void aWaitingReceiveIsCancelledFromAnotherThread() throws Exception {
		passes("cancelled");
	}

	@Test
	void closingAQueueEndsItsWaitingReceive() throws Exception {
		passes("closed-under");
	}

	@Test
	void aWaitingPeekIsCancelledFromAnotherThread() throws Exception {
		passes("cancelled-peek");
	}

	@Test
	void anArrivalWakesAPeekAtTheEnd() throws Exception {
		send(1);
		try (WindowsClient.Run run = start("arrival-peek")) {
			assertThat(run.line()).isEqualTo("waiting");
			send(SendRequest.Body.text("second"), 1);
			ends(run, "arrival-peek");
		}
	}

	@Test
	void anArrivalWakesAWaitingReceive() throws Exception {
		try (WindowsClient.Run run = start("arrival")) {
			assertThat(run.line()).isEqualTo("waiting");
			send(1);
			ends(run, "arrival");
		}
		assertThat(queue.count()).isZero();
	}

	@Test
	void aClientThatIsKilledGivesItsMessageBack() throws Exception {
		send(1);
		try (WindowsClient.Run run = start("hold")) {
			assertThat(run.line()).isEqualTo("holding");
			run.kill();
		}
		passes("take-back");
	}

	@Test
	void aClientThatIsKilledWhileItWaitsTakesNothing() throws Exception {
		try (WindowsClient.Run run = start("hold-wait")) {
			assertThat(run.line()).isEqualTo("waiting");
			run.kill();
		}
		send(1);
		passes("take-back");
	}

	@Test
	void theMachineTellsItsProperties() throws Exception {
		send(3);
		passes("machine");
	}

	@Test
	void aQueueTellsItsProperties() throws Exception {
		send(3);
		passes("queue");
	}

	@Test
	void whatCannotBeAskedIsRefused() throws Exception {
		passes("refused-questions");
	}

	@Test
	void tidyingDeletesNothingAndOtherActionsAreRefused() throws Exception {
		send(3);
		passes("actions");
	}

	private void passes(String scenario, String... argument) throws Exception {
		try (WindowsClient.Run run = start(scenario, argument)) {
			ends(run, scenario);
		}
	}

	private WindowsClient.Run start(String scenario, String... argument) throws Exception {
		return client.start(manager.server().rpcPort(), scenario, queue.attributes().name(),
				argument.length == 0 ? Optional.empty() : Optional.of(argument[0]));
	}

	private static void ends(WindowsClient.Run run, String scenario) throws InterruptedException {
		List<String> said = run.linesUntilEnd();
		assertThat(said).as("exit code %d", run.exitCode()).containsExactly("ok " + scenario);
		assertThat(run.exitCode()).isZero();
	}

	/** {@code body 1} and so on, each in the queue when this returns. */
	private void send(int count) throws Exception {
		send(SendRequest.Body.text("body {n}"), count);
	}

	private void send(SendRequest.Body body, int count) throws QueueManagerException {
		new WireMessageSender().send(
				new SendRequest("DIRECT=OS:localhost\\" + queue.path().text(), "label {n}", body,
						Delivery.RECOVERABLE, 3, count, SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED,
						OptionalInt.of(manager.server().transferPort())),
				id -> {}, new NullProgressMonitor());
	}
}
