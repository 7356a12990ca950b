package dev.quayside.ui.common;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.ui.model.KnownQueueManager;
import dev.quayside.ui.model.KnownQueueManagers;

import org.eclipse.core.runtime.IProgressMonitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/** The queue managers of the window, the local one first. Used by the UI thread. */
public final class Connections {

	private static final QueueListing LISTING = new QueueListing(true, true, false);

	private static Connections instance;

	private final KnownQueueManagers known;
	private final Manager local = new Manager(
			new KnownQueueManager(new QueueManagerAddress("localhost", OptionalInt.empty(), OptionalInt.empty()),
					false),
			true);
	private final List<Manager> managers = new ArrayList<>();
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private Connections(KnownQueueManagers known) {
		this.known = known;
		managers.add(local);
		known.entries().forEach(entry -> managers.add(new Manager(entry, false)));
	}

	public static synchronized Connections get() {
		if (instance == null) {
			try {
				instance = new Connections(
						new KnownQueueManagers(Workspace.folder().resolve("queue-managers.json")));
			} catch (IOException e) {
				throw new UncheckedIOException("Cannot read the list of queue managers", e);
			}
		}
		return instance;
	}

	public Manager local() {
		return local;
	}

	public List<Manager> all() {
		return List.copyOf(managers);
	}

	/** Adds a queue manager, or finds the one with the same address. */
	public Manager add(KnownQueueManager entry) {
		known.put(entry);
		save();
		Manager manager = managers.stream().filter(m -> !m.isLocal() && m.address().equals(entry.address())).findAny()
				.orElse(null);
		if (manager == null) {
			manager = new Manager(entry, false);
			managers.add(manager);
		}
		manager.known(entry);
		changed();
		refresh(manager);
		return manager;
	}

	public void remove(Manager manager) {
		known.remove(manager.address());
		save();
		managers.remove(manager);
		BackgroundJob.schedule("Disconnect", monitor -> manager.disconnect());
		changed();
	}

	/** Whether commands may change something there; kept for the next start, except for the local queue manager. */
	public void setReadOnly(Manager manager, boolean isReadOnly) {
		manager.known(manager.known().withReadOnly(isReadOnly));
		if (!manager.isLocal()) {
			known.put(manager.known());
			save();
		}
		changed();
	}

	private void save() {
		BackgroundJob.schedule("Keep the list of queue managers", monitor -> {
			try {
				known.save();
			} catch (IOException e) {
				Outcome.failed("The list of queue managers cannot be kept for the next start",
						new QueueManagerException(QueueManagerException.Kind.FAILED, FileFailures.sentence(e), "", e));
			}
		});
	}

	/** The local queue manager listens there now. */
	void localStarted(QueueManagerAddress address) {
		local.known(new KnownQueueManager(address, local.isReadOnly()));
		BackgroundJob.schedule("Disconnect", monitor -> {
			local.disconnect();
			Ui.later(() -> refresh(local));
		});
	}

	void localStopped() {
		BackgroundJob.schedule("Disconnect", monitor -> local.disconnect());
		local.show(Manager.State.OFF, null, List.of());
		changed();
	}

	/** Whether it was not taken off the list. */
	public boolean isKnown(Manager manager) {
		return managers.contains(manager);
	}

	/** Calls back on the UI thread whenever something is to be shown differently; run the result to stop. */
	public Runnable onChanged(Runnable listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	private void changed() {
		listeners.forEach(Runnable::run);
	}

	/** Reads the queues in the background; nothing while that is still going on. */
	public void refresh(Manager manager) {
		boolean wasConnected = manager.state() == Manager.State.CONNECTED;
		OptionalInt read = manager.begin();
		if (read.isPresent()) {
			BackgroundJob.schedule("Read the queues of " + manager.title(),
					monitor -> read(manager, read.getAsInt(), monitor));
			if (!wasConnected) {
				changed();
			}
		}
	}

	private void read(Manager manager, int read, IProgressMonitor monitor) {
		List<QueueSummary> queues = new ArrayList<>();
		try {
			manager.connection(monitor).queues(LISTING, queues::add, monitor);
			Ui.later(() -> shown(manager, read, Manager.State.CONNECTED, null, queues));
		} catch (QueueManagerException e) {
			manager.disconnect();
			Ui.later(() -> shown(manager, read, Manager.State.FAILED, e, List.of()));
		}
	}

	private void shown(Manager manager, int read, Manager.State state, QueueManagerException failure,
			List<QueueSummary> queues) {
		if (manager.isCurrent(read) && manager.show(state, failure, queues)) {
			changed();
		}
	}
}
