package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.SubMonitor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes messages out of a queue as a program does that receives them. Where they are to be saved, only what is safe in
 * its files is taken.
 */
public final class ReceiveMessages extends QueueChange {

	private final List<LookupId> ids;
	private final Optional<Path> save;
	private final Consumer<Message> consumer;
	private final List<IStatus> failures = new ArrayList<>();
	private int received;

	/**
	 * @param save
	 *            folder that gets every message before the first is taken
	 * @param consumer
	 *            gets each message that was taken, at once
	 */
	public ReceiveMessages(QueueManagerConnection connection, String queue, List<LookupId> ids, Optional<Path> save,
			Consumer<Message> consumer) {
		super(connection, queue);
		this.ids = List.copyOf(ids);
		this.save = save;
		this.consumer = consumer;
	}

	@Override
	public String name() {
		return "Receive " + count(ids.size());
	}

	@Override
	String progress() {
		return received + " of " + count(ids.size()) + " received";
	}

	@Override
	public IStatus run(IProgressMonitor monitor) {
		return guarded(monitor, progress -> {
			List<LookupId> wanted = new ArrayList<>();
			if (save.isPresent()) {
				save(ids, save.get(), wanted::add,
						result -> failures.add(Outcomes.failed(result.failure().get())), progress.split(50));
			} else {
				wanted.addAll(ids);
			}
			receive(wanted, progress.setWorkRemaining(wanted.size()));
			String where = save.map(path -> ", saved in " + path).orElse("");
			return result(count(received) + " received" + where, "received", failures);
		});
	}

	private void receive(List<LookupId> wanted, SubMonitor progress) throws QueueManagerException {
		for (LookupId id : wanted) {
			try {
				Message message = connection.receive(queue.queue(),
						new ReceiveRequest(Optional.of(id), Duration.ZERO, false), WHOLE_BODY, progress.split(1));
				received++;
				consumer.accept(message);
			} catch (QueueManagerException e) {
				if (e.kind() == QueueManagerException.Kind.UNREACHABLE
						|| e.kind() == QueueManagerException.Kind.PROTOCOL) {
					throw e;
				}
				failures.add(Outcomes.failed(e));
			}
		}
	}
}
