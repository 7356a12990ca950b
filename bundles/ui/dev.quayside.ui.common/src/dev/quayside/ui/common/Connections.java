package dev.quayside.ui.common;

import dev.quayside.admin.Capabilities;
import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.FileFailures;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.ui.model.KnownQueueManager;
import dev.quayside.ui.model.KnownQueueManagers;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
			true, this::remembered);
	private final List<Manager> managers = new ArrayList<>();
	private final Offers offers = new Offers();
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private Connections(KnownQueueManagers known) {
		this.known = known;
		managers.add(local);
		known.entries().forEach(entry -> managers.add(new Manager(entry, false, this::remembered)));
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
		return add(NewConnection.of(entry));
	}

	/** Adds a queue manager, or finds the one with the same address. */
	public Manager add(NewConnection fresh) {
		Manager manager = at(fresh.entry().address()).orElse(null);
		if (manager == null) {
			manager = new Manager(fresh.entry(), false, this::remembered);
			managers.add(manager);
		}
		change(manager, fresh);
		return manager;
	}

	/** The queue manager that was added with this address. */
	public Optional<Manager> at(QueueManagerAddress address) {
		return managers.stream().filter(manager -> !manager.isLocal() && manager.address().equals(address)).findAny();
	}

	/** Connects anew, as the user wants it now; not where that has failed just now. */
	public void change(Manager manager, NewConnection fresh) {
		KnownQueueManager old = manager.known();
		known.replace(old.address(), fresh.entry());
		manager.known(fresh.entry());
		save();
		manager.show(fresh.failure().map(Manager.View::failed).orElseGet(Manager.View::off));
		changed();
		BackgroundJob.schedule("Connect " + manager.title(), monitor -> {
			manager.use(fresh);
			if (fresh.failure().isEmpty()) {
				Ui.later(() -> refresh(manager));
			}
			if (!old.secretKey().equals(fresh.entry().secretKey())) {
				forget(old);
			}
			fresh.answer().ifPresent(answer -> manager.keep(fresh.entry(), answer));
		});
	}

	/** A password is kept now, or no longer. Called by jobs. */
	private void remembered(Manager manager, boolean isRemembered) {
		Ui.later(() -> {
			if (isKnown(manager) && manager.known().isRemembered() != isRemembered) {
				manager.known(manager.known().withRemembered(isRemembered));
				known.put(manager.known());
				save();
			}
		});
	}

	/** Takes it off the list, and its password out of the secure storage. */
	public void remove(Manager manager) {
		known.remove(manager.address());
		save();
		managers.remove(manager);
		BackgroundJob.schedule("Disconnect", monitor -> {
			manager.disconnect();
			forget(manager.known());
		});
		changed();
	}

	private static void forget(KnownQueueManager entry) {
		if (!entry.isRemembered()) {
			return;
		}
		try {
			new SecurePasswords().forget(entry.secretKey());
		} catch (IOException e) {
			Outcome.failed("The password of " + entry.address() + " is still in the secure storage",
					new QueueManagerException(QueueManagerException.Kind.FAILED, e.getMessage(), "", e));
		}
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
		local.show(Manager.View.off());
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
			QueueManagerConnection connection = manager.connection(monitor);
			connection.queues(LISTING, queues::add, monitor);
			Capabilities capabilities = offers.of(connection, monitor);
			List<QueueSummary> all = Families.complete(connection, queues, monitor);
			ConnectionSecurity security = connection.security();
			Ui.later(() -> shown(manager, read,
					new Manager.View(Manager.State.CONNECTED, null, all, security, capabilities)));
		} catch (QueueManagerException e) {
			manager.disconnect();
			Ui.later(() -> shown(manager, read, Manager.View.failed(e)));
		} catch (OperationCanceledException e) {
			Ui.later(() -> shown(manager, read, Manager.View.off()));
		}
	}

	private void shown(Manager manager, int read, Manager.View view) {
		if (manager.isCurrent(read) && manager.show(view)) {
			changed();
		}
	}
}
