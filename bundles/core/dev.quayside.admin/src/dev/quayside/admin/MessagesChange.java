package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.SubMonitor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Something that is done to messages one by one; one that fails does not stop the rest. */
abstract class MessagesChange extends QueueChange {

	final List<LookupId> ids;
	private final String past;
	private final Consumer<ItemResult> consumer;
	private final List<IStatus> failures = new ArrayList<>();
	private int done;

	/**
	 * @param past
	 *            what was done: "moved"
	 * @param consumer
	 *            gets each result at once
	 */
	MessagesChange(QueueManagerConnection connection, String queue, List<LookupId> ids, String past,
			Consumer<ItemResult> consumer) {
		super(connection, queue);
		this.ids = List.copyOf(ids);
		this.past = past;
		this.consumer = consumer;
	}

	abstract void change(Consumer<ItemResult> results, SubMonitor progress) throws QueueManagerException;

	/** What follows "3 messages moved". */
	String destination() {
		return "";
	}

	@Override
	final String progress() {
		return done + " of " + count(ids.size()) + " " + past;
	}

	private void add(ItemResult result) {
		if (result.isDone()) {
			done++;
		} else {
			failures.add(Outcomes.failed(result.failure().get()));
		}
		consumer.accept(result);
	}

	@Override
	public final IStatus run(IProgressMonitor monitor) {
		return guarded(monitor, progress -> {
			progress.setWorkRemaining(Math.max(1, ids.size()));
			if (!ids.isEmpty()) {
				change(result -> {
					add(result);
					progress.worked(1);
				}, progress);
			}
			return result(count(done) + " " + past + destination(), past, failures);
		});
	}
}
