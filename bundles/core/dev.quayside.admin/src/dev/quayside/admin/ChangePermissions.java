package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.Optional;

/** Changes who may do what with a queue. */
public final class ChangePermissions extends QueueAdministration {

	private final Permissions from;
	private final Permissions to;
	private Optional<Permissions> changed = Optional.empty();

	/**
	 * @param from
	 *            as they were read
	 */
	public ChangePermissions(QueueManagerConnection connection, String queue, Permissions from, Permissions to) {
		super(connection, queue);
		this.from = from;
		this.to = to;
	}

	@Override
	public String name() {
		return "Change permissions";
	}

	@Override
	String past() {
		return "changed";
	}

	@Override
	String change(IProgressMonitor progress) throws QueueManagerException {
		changed = Optional.of(connection.changePermissions(queue.queue(), from, to, progress));
		return "Permissions of " + queue.queue() + " changed: " + difference();
	}

	/** Every entry that came or went, and the owner. */
	private String difference() {
		StringBuilder text = new StringBuilder();
		if (from.everyone() != to.everyone()) {
			text.append(to.everyone() ? "everyone may do everything; " : "only what is allowed; ");
		}
		from.entries().stream().filter(entry -> !to.entries().contains(entry))
				.forEach(entry -> text.append("no longer ").append(entry).append("; "));
		to.entries().stream().filter(entry -> !from.entries().contains(entry))
				.forEach(entry -> text.append(entry).append("; "));
		if (!from.owner().equals(to.owner())) {
			text.append("owner ").append(to.owner().map(Object::toString).orElse("nobody")).append("; ");
		}
		return text.isEmpty() ? "the order only" : text.substring(0, text.length() - 2);
	}

	/** The permissions as they are; for after the run. */
	public Optional<Permissions> changed() {
		return changed;
	}
}
