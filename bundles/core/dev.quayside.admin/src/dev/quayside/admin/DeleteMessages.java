package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Deletes messages by lookup id, so that nothing else can be hit. Where they are to be saved, only what is safe in its
 * files is deleted.
 */
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
			List<LookupId> wanted = new ArrayList<>();
			if (save.isPresent()) {
				save(ids, save.get(), wanted::add, result -> deletion.add(result, consumer), progress.split(50));
			} else {
				wanted.addAll(ids);
			}
			if (!wanted.isEmpty()) {
				deletion.run(wanted, consumer, progress.setWorkRemaining(50).split(50));
			}
			return deletion.outcome(save);
		});
	}
}
