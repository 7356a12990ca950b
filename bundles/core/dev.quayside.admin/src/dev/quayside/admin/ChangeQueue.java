package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.Optional;

/** Changes what a queue was made with. */
public final class ChangeQueue extends QueueAdministration {

	private final QueueSettings settings;
	private Optional<QueueSummary> changed = Optional.empty();

	public ChangeQueue(QueueManagerConnection connection, String queue, QueueSettings settings) {
		super(connection, queue);
		this.settings = settings;
	}

	@Override
	public String name() {
		return "Change queue";
	}

	@Override
	String past() {
		return "changed";
	}

	@Override
	String change(IProgressMonitor progress) throws QueueManagerException {
		changed = Optional.of(connection.changeQueue(queue.queue(), settings, progress));
		return "Queue " + queue.queue() + " changed";
	}

	/** The queue as it is; for after the run. */
	public Optional<QueueSummary> changed() {
		return changed;
	}
}
