package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies messages into files; the queue stays as it is. */
public final class SaveMessages extends QueueChange {

	private final List<LookupId> ids;
	private final Path folder;
	private int saved;

	public SaveMessages(QueueManagerConnection connection, String queue, List<LookupId> ids, Path folder) {
		super(connection, queue);
		this.ids = List.copyOf(ids);
		this.folder = folder;
	}

	@Override
	public String name() {
		return "Save " + count(ids.size());
	}

	@Override
	String progress() {
		return saved + " of " + count(ids.size()) + " saved";
	}

	@Override
	public IStatus run(IProgressMonitor monitor) {
		return guarded(monitor, progress -> {
			List<IStatus> failures = new ArrayList<>();
			save(ids, folder, id -> saved++, result -> failures.add(Outcomes.failed(result.failure().get())), progress);
			return result(count(saved) + " saved in " + folder, "saved", failures);
		});
	}
}
