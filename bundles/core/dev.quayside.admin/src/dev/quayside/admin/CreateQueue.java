package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.Optional;

/** Makes a queue. */
public final class CreateQueue extends QueueAdministration {

	private final QueueSettings settings;
	private Optional<QueueSummary> created = Optional.empty();

	public CreateQueue(QueueManagerConnection connection, String queue, QueueSettings settings) {
		super(connection, queue);
		this.settings = settings;
	}

	@Override
	public String name() {
		return "Create queue";
	}

	@Override
	String past() {
		return "made";
	}

	@Override
	String change(IProgressMonitor progress) throws QueueManagerException {
		created = Optional.of(connection.createQueue(queue.queue(), settings, progress));
		return "Queue " + queue.queue() + " made";
	}

	/** The queue as it is; for after the run. */
	public Optional<QueueSummary> created() {
		return created;
	}
}
