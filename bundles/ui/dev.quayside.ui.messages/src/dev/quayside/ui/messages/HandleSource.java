package dev.quayside.ui.messages;

import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.OwnHandles;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.Manager;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose open queues are shown.
 *
 * @param isOwn
 *            those of this program; else those of all clients, which only the local queue manager tells
 */
record HandleSource(Manager manager, boolean isOwn) {

	/** All that can be asked now. On the UI thread. */
	static List<HandleSource> all() {
		List<HandleSource> sources = new ArrayList<>();
		Connections.get().all().stream().filter(manager -> manager.state() == Manager.State.CONNECTED)
				.forEach(manager -> sources.add(new HandleSource(manager, true)));
		if (LocalControl.get().running().isPresent()) {
			sources.add(new HandleSource(Connections.get().local(), false));
		}
		return sources;
	}

	String title() {
		return isOwn ? "This program at " + manager.title() : "All clients of the local queue manager";
	}

	/** What can be used, not only looked at. */
	Optional<OwnHandles> own() {
		return isOwn ? manager.current().map(QueueManagerConnection::handles) : Optional.empty();
	}

	private Optional<OpenHandles> handles() {
		return isOwn
				? own().map(OpenHandles.class::cast)
				: LocalControl.get().running().map(LocalQueueManager::handles);
	}

	/** Blocks: for jobs only. */
	List<HeldQueue> list(IProgressMonitor monitor) throws QueueManagerException {
		Optional<OpenHandles> handles = handles();
		return handles.isPresent() ? handles.get().list(monitor) : List.of();
	}

	/**
	 * Blocks: for jobs only.
	 *
	 * @throws QueueManagerException
	 *             of kind NOT_FOUND if the connection has ended
	 */
	OpenHandles open() throws QueueManagerException {
		return handles().orElseThrow(() -> new QueueManagerException(QueueManagerException.Kind.NOT_FOUND,
				"The connection to " + manager.title() + " has ended, and what was open is closed",
				"Open the queue again", null));
	}
}
