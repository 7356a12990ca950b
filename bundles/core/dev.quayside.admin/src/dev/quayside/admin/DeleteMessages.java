package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.SubMonitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Deletes messages by lookup id, so that nothing else can be hit; those that are to be saved and cannot stay. */
public final class DeleteMessages extends QueueChange {

	private final List<LookupId> ids;
	private final Optional<Path> save;
	private final Consumer<ItemResult> consumer;
	private final Deletion deletion = new Deletion();

	/**
	 * @param save
	 *            folder that gets every message before the first is deleted
	 * @param consumer
	 *            gets each result at once
	 */
	public DeleteMessages(QueueManagerConnection connection, String queue, List<LookupId> ids, Optional<Path> save,
			Consumer<ItemResult> consumer) {
		super(connection, queue);
		this.ids = List.copyOf(ids);
		this.save = save;
		this.consumer = consumer;
	}

	@Override
	public String name() {
		return "Delete " + count(ids.size());
	}

	@Override
	String progress() {
		return deletion.deleted() + " of " + count(ids.size()) + " deleted";
	}

	@Override
	public IStatus run(IProgressMonitor monitor) {
		return guarded(monitor, progress -> {
			List<LookupId> there = save.isPresent()
					? save(new MessageFolder(save.get()), progress.split(50))
					: ids;
			deletion.run(there, consumer, progress.split(50));
			return deletion.outcome(save);
		});
	}

	/** Those that are saved; what somebody else has taken meanwhile is not there to be deleted. */
	private List<LookupId> save(MessageFolder folder, SubMonitor progress) throws QueueManagerException, IOException {
		List<LookupId> saved = new ArrayList<>();
		progress.setWorkRemaining(ids.size());
		try (MessageBrowser browser = connection.browse(queue.queue(), progress)) {
			for (LookupId id : ids) {
				try {
					folder.save(browser.message(id, WHOLE_BODY, progress.split(1)));
					saved.add(id);
				} catch (QueueManagerException e) {
					if (e.kind() != QueueManagerException.Kind.NOT_FOUND) {
						throw e;
					}
					ItemResult gone = new ItemResult(id, e.getMessage(), Optional.of(e));
					deletion.add(gone);
					consumer.accept(gone);
				}
			}
		}
		return saved;
	}
}
