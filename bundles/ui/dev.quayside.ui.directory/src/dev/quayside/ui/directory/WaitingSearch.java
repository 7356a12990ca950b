package dev.quayside.ui.directory;

import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.directory.WaitingMessages;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.model.QueueKind;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Subqueues;
import dev.quayside.ui.model.directory.WaitingColumns;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Looks into the queues of all queue managers that are connected now, for messages that carry a certificate. It connects to
 * none, and asks for no password.
 */
final class WaitingSearch {

	private record Place(Manager manager, String queue) {

		QueueAddress address() {
			return new QueueAddress(manager.address(), queue);
		}
	}

	private final List<Place> places;
	private final WaitingMessages messages = new WaitingMessages();

	/** On the UI thread. */
	WaitingSearch() {
		places = connected().stream().flatMap(manager -> manager.queues().stream().filter(WaitingSearch::isWaitedIn)
				.map(queue -> new Place(manager, queue.pathName()))).toList();
	}

	/** On the UI thread. */
	static boolean isPossible() {
		return !connected().isEmpty();
	}

	private static List<Manager> connected() {
		return Connections.get().all().stream().filter(manager -> manager.state() == Manager.State.CONNECTED).toList();
	}

	/** Also subqueues; nobody receives from a journal to authenticate anything. */
	private static boolean isWaitedIn(QueueSummary queue) {
		QueueKind kind = QueueKind.of(queue);
		return (kind == QueueKind.PRIVATE || kind == QueueKind.PUBLIC) && !Subqueues.isJournal(queue.pathName());
	}

	int size() {
		return places.size();
	}

	/**
	 * Reads queue by queue; those that are left when it is cancelled are unknown. Blocks: for jobs only.
	 *
	 * @param done
	 *            told after each how many that were
	 */
	void run(IntConsumer done, IProgressMonitor monitor) {
		SubMonitor progress = SubMonitor.convert(monitor, places.size());
		for (int i = 0; i < places.size(); i++) {
			Place place = places.get(i);
			Optional<String> problem = progress.isCanceled()
					? Optional.of(WaitingColumns.STOPPED)
					: read(place, progress);
			problem.ifPresent(why -> messages.unknown(place.address(), why));
			done.accept(i + 1);
		}
	}

	/** @return why it could not even be asked */
	private Optional<String> read(Place place, SubMonitor progress) {
		try {
			Optional<QueueManagerConnection> connection = place.manager().current();
			if (connection.isEmpty()) {
				return Optional.of("The queue manager is not connected any more");
			}
			messages.read(connection.get(), Optional.of(place.queue()), progress.slice(1));
			return Optional.empty();
		} catch (QueueManagerException e) {
			return Optional.of(QueueWords.failure(e));
		} catch (OperationCanceledException e) {
			return Optional.of(WaitingColumns.STOPPED);
		}
	}

	/** For what was read up to now. */
	List<WaitingMessages.Count> carrying(Set<String> digests) {
		return messages.carrying(digests);
	}
}
