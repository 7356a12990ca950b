package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.SubMonitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deletes all messages of a queue. Where they are to be saved, exactly the saved ones are deleted, and what arrives
 * meanwhile stays.
 */
public final class PurgeQueue extends QueueChange {

	private final Optional<Path> save;
	private final Deletion deletion = new Deletion();
	private boolean isUncertain;
	private Reading<Long> purged = Reading.unknown("The queue was not purged");

	/**
	 * @param save
	 *            folder that gets every message before the first is deleted
	 */
	public PurgeQueue(QueueManagerConnection connection, String queue, Optional<Path> save) {
		super(connection, queue);
		this.save = save;
	}

	@Override
	public String name() {
		return "Purge";
	}

	@Override
	String progress() {
		return isUncertain
				? "it is not known whether messages were deleted"
				: count(deletion.deleted()) + " deleted";
	}

	/** How many messages were there; for after the run. */
	public Reading<Long> purged() {
		return purged;
	}

	@Override
	public IStatus run(IProgressMonitor monitor) {
		return guarded(monitor, progress -> {
			if (save.isEmpty()) {
				purged = purge(progress);
				return Outcomes.done(purged.optional().map(count -> count(count) + " deleted")
						.orElse("All messages deleted; how many there were is unknown"));
			}
			List<LookupId> saved = saveAll(new MessageFolder(save.get()), progress.split(50));
			deletion.run(saved, result -> {}, progress.split(50));
			purged = Reading.known((long) deletion.deleted());
			return deletion.outcome(save);
		});
	}

	/** An answer that does not arrive says nothing about what was done. */
	private Reading<Long> purge(SubMonitor progress) throws QueueManagerException {
		isUncertain = true;
		try {
			return connection.purge(queue.queue(), progress);
		} catch (QueueManagerException e) {
			isUncertain = e.kind() == QueueManagerException.Kind.UNREACHABLE
					|| e.kind() == QueueManagerException.Kind.TIMEOUT;
			throw e;
		}
	}

	private List<LookupId> saveAll(MessageFolder folder, SubMonitor progress)
			throws QueueManagerException, IOException {
		List<LookupId> saved = new ArrayList<>();
		try (MessageBrowser browser = connection.browse(queue.queue(), progress)) {
			browser.messages(PageRequest.first(Integer.MAX_VALUE), WHOLE_BODY, message -> {
				try {
					folder.save(message);
				} catch (IOException e) {
					throw new UncheckedIOException(e);
				}
				saved.add(message.summary().lookupId());
				progress.subTask(count(saved.size()) + " saved");
			}, progress);
		} catch (UncheckedIOException e) {
			throw e.getCause();
		}
		folder.force();
		return saved;
	}
}
