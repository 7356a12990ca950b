package dev.quayside.admin;

import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.SubMonitor;

import java.io.IOException;
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
			List<LookupId> wanted = save.isPresent()
					? save(new MessageFolder(save.get()), progress.split(50))
					: ids;
			if (!wanted.isEmpty()) {
				deletion.run(wanted, consumer, progress.setWorkRemaining(50).split(50));
			}
			return deletion.outcome(save);
		});
	}

	/** Those that were saved; one that has gone or is held is a result and does not stop the rest. */
	private List<LookupId> save(MessageFolder folder, SubMonitor progress) throws QueueManagerException, IOException {
		List<LookupId> saved = new ArrayList<>();
		progress.setWorkRemaining(ids.size());
		try (MessageBrowser browser = connection.browse(queue.queue(), progress)) {
			for (LookupId id : ids) {
				try {
					folder.save(browser.message(id, WHOLE_BODY, progress.split(1)));
					saved.add(id);
				} catch (QueueManagerException e) {
					if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.PROTOCOL) {
						throw e;
					}
					deletion.add(ItemResult.failed(id, e), consumer);
				}
			}
		}
		folder.force();
		return saved;
	}
}
