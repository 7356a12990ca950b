package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqException;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.testkit.TestQueueManager;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** One queue manager for all tests of a class; a queue and a client for each. */
@Timeout(60)
abstract class WireTest {

	@TempDir
	static Path data;

	private static final AtomicInteger COUNT = new AtomicInteger();

	static TestQueueManager manager;

	Wire wire;
	Queue queue;
	/** Of the queue, without {@code private$\}. */
	String name;

	@BeforeAll
	static void startManager() throws IOException {
		manager = TestQueueManager.start(data);
	}

	@AfterAll
	static void stopManager() {
		manager.close();
	}

	@BeforeEach
	void connect() throws IOException, MqException {
		name = "q" + COUNT.incrementAndGet();
		queue = create(QueueAttributes.named(name));
		wire = new Wire(manager.server().rpcPort());
	}

	static Queue create(QueueAttributes attributes) throws IOException, MqException {
		return manager.server().manager().create(attributes);
	}

	@AfterEach
	void disconnect() {
		wire.close();
	}

	/** Puts plain messages of priority 3 into the queue. */
	void put(String... labels) {
		Messages.put(manager, name, labels);
	}

	void put(int priority, String label) {
		Messages.put(manager, name, priority, label);
	}

	/** {@code OS:localhost\private$\…} of the queue. */
	Stub direct() {
		return Stub.direct(3, 0, directName());
	}

	String directName() {
		return "OS:localhost\\private$\\" + name;
	}
}
