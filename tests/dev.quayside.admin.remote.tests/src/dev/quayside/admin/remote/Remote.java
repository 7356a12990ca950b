package dev.quayside.admin.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Delivery;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.SendRequest;
import dev.quayside.testkit.TestQueueManager;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** What the tests of this package share. */
final class Remote {

	static final String QUEUE = "private$\\orders";
	static final NullProgressMonitor MONITOR = new NullProgressMonitor();

	private Remote() {}

	static ConnectionSettings settings(int rpcPort, Duration timeout) {
		return new ConnectionSettings(
				new QueueManagerAddress("127.0.0.1", OptionalInt.of(rpcPort), OptionalInt.empty()), Protection.NONE,
				Credentials.NONE,
				timeout);
	}

	static QueueManagerConnection connect(int rpcPort) throws QueueManagerException {
		return new RemoteQueueManagers().connect(settings(rpcPort, Duration.ofSeconds(60)), MONITOR);
	}

	static void send(TestQueueManager server, int count, SendRequest.Body body) throws QueueManagerException {
		new WireMessageSender().send(new SendRequest("DIRECT=OS:localhost\\" + QUEUE, "message {n}", body,
				Delivery.EXPRESS, 3, count, SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED,
				OptionalInt.of(server.server().transferPort())), id -> {}, MONITOR);
	}

	static void send(TestQueueManager server, int count) throws QueueManagerException {
		send(server, count, new SendRequest.Body(Optional.of("text {n}"), new byte[0], "UTF-16LE", 8));
	}

	/** The call must fail with an exception of this kind. */
	static QueueManagerException fails(QueueManagerException.Kind kind, ThrowingCallable call) {
		QueueManagerException e = catchThrowableOfType(QueueManagerException.class, call);
		assertThat(e).as("an exception of kind " + kind).isNotNull();
		assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
		return e;
	}

	/** Waits for something that happens elsewhere; the time limit of the test ends a vain wait. */
	static void await(BooleanSupplier condition) throws InterruptedException {
		while (!condition.getAsBoolean()) {
			Thread.sleep(5);
		}
	}
}
