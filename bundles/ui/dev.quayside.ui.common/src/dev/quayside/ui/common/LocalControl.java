package dev.quayside.ui.common;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.LocalQueueManagerSettings;
import dev.quayside.admin.LocalQueueManagers;
import dev.quayside.admin.QueueManagerException;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts and stops the local queue manager of this window. Safe for use by several threads. */
public final class LocalControl {

	/** The queue that a newcomer finds. */
	public static final String FIRST_QUEUE = "private$\\test";

	private static final LocalControl INSTANCE = new LocalControl();

	private volatile LocalQueueManager running;

	private LocalControl() {}

	public static LocalControl get() {
		return INSTANCE;
	}

	/** The queue manager, if it runs. */
	public Optional<LocalQueueManager> running() {
		return Optional.ofNullable(running);
	}

	/** Starts it, unless it runs; takes up to some seconds: for jobs only. */
	public synchronized LocalQueueManager start(int rpcPort, int transferPort) throws QueueManagerException {
		if (running == null) {
			LocalQueueManager started = start(rpcPort, transferPort,
					List.of(new LocalQueueManagerSettings.QueueDefinition(FIRST_QUEUE, false, false, false)));
			running = started;
			Ui.later(() -> Connections.get().localStarted(started.address()));
		}
		return running;
	}

	private static LocalQueueManager start(int rpcPort, int transferPort,
			List<LocalQueueManagerSettings.QueueDefinition> queues) throws QueueManagerException {
		LocalQueueManagerSettings settings = new LocalQueueManagerSettings(Workspace.queueManagerData(),
				List.of("127.0.0.1"), rpcPort, transferPort, queues, LocalQueueManagerSettings.DEFAULT_PENDING_TIMEOUT,
				Map.of());
		try {
			return Services.get(LocalQueueManagers.class).start(settings);
		} catch (IllegalArgumentException e) {
			if (queues.isEmpty()) {
				throw e;
			}
			// Somebody has made the queue with other attributes: that one will do.
			return start(rpcPort, transferPort, List.of());
		}
	}

	/** Stops it, if it runs. */
	public synchronized void stop() {
		if (running != null) {
			running.close();
			running = null;
			Ui.later(() -> Connections.get().localStopped());
		}
	}
}
