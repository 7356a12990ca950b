package dev.quayside.admin.directory;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.Outcomes;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.Reading;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.ISchedulingRule;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Makes changes to public queues and aliases one after the other and tells the queue managers that own them; one that fails
 * does not stop the rest.
 */
public final class ChangeObjects implements AdminOperation {

	/**
	 * How queue managers are told.
	 *
	 * @param transferPort
	 *            of theirs; empty: 1801
	 */
	public record Notifications(QueueManagerContacts contacts, OptionalInt transferPort) {}

	private final DirectoryConnection connection;
	private final List<ObjectChange> changes;
	private final Optional<Path> folder;
	private final Optional<Notifications> notifications;
	private final Consumer<ObjectReceipt> consumer;

	/**
	 * @param folder
	 *            for files with the inverses; empty: none are written
	 * @param notifications
	 *            empty: nobody is told
	 * @param consumer
	 *            gets each receipt at once, also those of changes that were not tried
	 */
	public ChangeObjects(DirectoryConnection connection, List<ObjectChange> changes, Optional<Path> folder,
			Optional<Notifications> notifications, Consumer<ObjectReceipt> consumer) {
		this.connection = connection;
		this.changes = List.copyOf(changes);
		this.folder = folder;
		this.notifications = notifications;
		this.consumer = consumer;
	}

	@Override
	public String name() {
		return changes.size() == 1 ? changes.get(0).what() : "Change " + changes.size() + " objects";
	}

	@Override
	public String where() {
		return (changes.size() == 1 ? changes.get(0).name() : changes.size() + " objects") + " in "
				+ connection.settings().address();
	}

	@Override
	public String identity() {
		return connection.settings().identity();
	}

	@Override
	public ISchedulingRule rule() {
		return new DirectoryRule(connection.settings().address());
	}

	@Override
	public IStatus run(IProgressMonitor monitor) {
		SubMonitor progress = SubMonitor.convert(monitor, name(), changes.size());
		List<ObjectReceipt> receipts = new ArrayList<>();
		for (ObjectChange change : changes) {
			progress.subTask(change.name());
			ObjectReceipt receipt = progress.isCanceled() ? untried(change) : apply(change, progress.slice(1));
			receipts.add(receipt);
			consumer.accept(receipt);
		}
		return outcome(receipts);
	}

	private static ObjectReceipt untried(ObjectChange change) {
		return new ObjectReceipt(change, Instant.now(), ChangeReceipt.Outcome.CANCELLED, change.id(), Optional.empty(),
				"Not tried: it was cancelled before", Optional.empty(), Optional.empty(), Reading.absent());
	}

	private ObjectReceipt apply(ObjectChange change, IProgressMonitor monitor) {
		ObjectReceipt receipt = connection.objects().apply(change, folder, monitor);
		if (receipt.outcome() != ChangeReceipt.Outcome.DONE || notifications.isEmpty() || change.owner().isEmpty()
				|| receipt.id().isEmpty()) {
			return receipt;
		}
		ObjectChange.Owner owner = change.owner().get();
		QueueManagerContacts.Event event = switch (change.action()) {
			case CREATE -> QueueManagerContacts.Event.QUEUE_CREATED;
			case CHANGE -> QueueManagerContacts.Event.QUEUE_CHANGED;
			case DELETE -> QueueManagerContacts.Event.QUEUE_DELETED;
		};
		try {
			notifications.get().contacts().notify(
					new QueueManagerContacts.Contact(owner.host(), notifications.get().transferPort(),
							connection.settings().timeout()),
					owner.queueManagerId(), new QueueManagerContacts.Notice(event, receipt.id().get(),
							receipt.server().orElse(connection.facts().server())),
					monitor);
			return receipt.withNotified(Reading.known(true));
		} catch (QueueManagerException e) {
			return receipt.withNotified(Reading.unknown(e.getMessage()));
		} catch (OperationCanceledException e) {
			return receipt.withNotified(Reading.unknown("it was cancelled"));
		}
	}

	private IStatus outcome(List<ObjectReceipt> receipts) {
		List<IStatus> failures = new ArrayList<>();
		int done = 0;
		boolean isCancelled = false;
		for (ObjectReceipt receipt : receipts) {
			done += receipt.isDone() ? 1 : 0;
			isCancelled |= receipt.outcome() == ChangeReceipt.Outcome.CANCELLED;
			if (!receipt.isDone()) {
				failures.add(failure(receipt));
			} else if (receipt.notified().isUnknown()) {
				failures.add(new Status(IStatus.WARNING, PLUGIN, untold(receipt)));
			}
		}
		if (isCancelled) {
			return Outcomes.cancelled("Cancelled: " + done + " of " + objects(changes.size()) + " changed");
		}
		if (failures.isEmpty()) {
			return Outcomes
					.done(changes.size() == 1 ? receipt(receipts.get(0)) : objects(done) + " changed and verified");
		}
		return done == 0 && changes.size() == 1
				? failures.get(0)
				: Outcomes.partly(objects(done) + " changed and verified" + (done < changes.size()
						? ", " + (changes.size() - done) + " not"
						: ", but not every queue manager was told"), failures);
	}

	/** What was done, and where that is which takes it back. */
	private static String receipt(ObjectReceipt receipt) {
		return receipt.change().name() + ": " + receipt.sentence()
				+ receipt.backup().map(file -> "; what takes it back is in " + file).orElse("");
	}

	private static String untold(ObjectReceipt receipt) {
		return receipt.change().name() + ": the queue manager could not be told ("
				+ receipt.notified().unknownReason().orElse("") + "); it finds out when it next asks the directory";
	}

	private static IStatus failure(ObjectReceipt receipt) {
		String advice = receipt.failure().map(DirectoryException::advice).filter(text -> !text.isEmpty())
				.map(text -> ". " + text).orElse("");
		return new Status(IStatus.ERROR, PLUGIN, receipt.change().name() + ": " + receipt.sentence() + advice,
				receipt.failure().orElse(null));
	}

	private static String objects(int count) {
		return count == 1 ? "1 object" : count + " objects";
	}
}
