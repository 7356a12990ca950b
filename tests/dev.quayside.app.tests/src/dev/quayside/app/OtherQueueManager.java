package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.ui;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.LocalQueueManagerSettings;
import dev.quayside.admin.LocalQueueManagers;
import dev.quayside.admin.MessageSender;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.model.KnownQueueManager;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A queue manager that the window sees over the wire only: added as a user would, stopped and started again at will. */
final class OtherQueueManager implements AutoCloseable {

	private final Path data;
	private final List<LocalQueueManagerSettings.QueueDefinition> queues;
	private LocalQueueManager server;
	private final Manager manager;

	OtherQueueManager(Path data, String... queues) throws Exception {
		this(data, 0, 0, queues);
	}

	/** On these ports, if nobody uses them. */
	OtherQueueManager(Path data, int rpcPort, int transferPort, String... queues) throws Exception {
		this.data = data;
		this.queues = Arrays.stream(queues)
				.map(name -> new LocalQueueManagerSettings.QueueDefinition("private$\\" + name, false, false, false))
				.toList();
		server = startSomewhere(rpcPort, transferPort);
		QueueManagerAddress address = new QueueManagerAddress("localhost", OptionalInt.of(server.rpcPort()),
				OptionalInt.of(server.transferPort()));
		manager = ui(() -> Connections.get().add(new KnownQueueManager(address, false)));
		await("connected", () -> manager.state() == Manager.State.CONNECTED);
	}

	private LocalQueueManager startSomewhere(int rpcPort, int transferPort) throws QueueManagerException {
		try {
			return start(rpcPort, transferPort);
		} catch (QueueManagerException e) {
			return start(0, 0);
		}
	}

	private LocalQueueManager start(int rpcPort, int transferPort) throws QueueManagerException {
		return Services.get(LocalQueueManagers.class).start(new LocalQueueManagerSettings(data, List.of("127.0.0.1"),
				rpcPort, transferPort, queues, LocalQueueManagerSettings.DEFAULT_PENDING_TIMEOUT, Map.of()));
	}

	Manager manager() {
		return manager;
	}

	QueueNode queue(String name) {
		return Navigator.queue(manager, "private$\\" + name);
	}

	/** How many messages all its queues have. */
	long messages() throws QueueManagerException {
		NullProgressMonitor monitor = new NullProgressMonitor();
		List<Long> counts = new ArrayList<>();
		manager.connection(monitor).queues(new QueueListing(false, false, false),
				queue -> counts.add(queue.messageCount().optional().orElseThrow()), monitor);
		return counts.stream().mapToLong(Long::longValue).sum();
	}

	void send(String queue, String label, SendRequest.Body body, int count) throws QueueManagerException {
		send(queue, label, body, count, Delivery.EXPRESS);
	}

	void send(String queue, String label, SendRequest.Body body, int count, Delivery delivery)
			throws QueueManagerException {
		Services.get(MessageSender.class).send(
				new SendRequest("DIRECT=OS:localhost\\private$\\" + queue, label, body, delivery,
						delivery == Delivery.TRANSACTIONAL ? 0 : 3, count,
						SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED, server.address().transferPort()),
				id -> {}, new NullProgressMonitor());
	}

	void stop() {
		server.close();
	}

	/** On the same ports, with the same data. */
	void startAgain() throws QueueManagerException {
		server = start(server.rpcPort(), server.transferPort());
	}

	@Override
	public void close() throws Exception {
		Window.join();
		ui(() -> {
			Connections.get().remove(manager);
			return null;
		});
		Window.join();
		server.close();
	}
}
