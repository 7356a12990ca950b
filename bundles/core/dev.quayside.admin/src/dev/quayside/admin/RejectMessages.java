package dev.quayside.admin;

import org.eclipse.core.runtime.SubMonitor;

import java.util.List;
import java.util.function.Consumer;

/** Rejects messages: each goes to the dead-letter queue of its sender, with the reason. */
public final class RejectMessages extends MessagesChange {

	/**
	 * @param consumer
	 *            gets each result at once
	 */
	public RejectMessages(QueueManagerConnection connection, String queue, List<LookupId> ids,
			Consumer<ItemResult> consumer) {
		super(connection, queue, ids, "rejected", consumer);
	}

	@Override
	public String name() {
		return "Reject " + count(ids.size());
	}

	@Override
	void change(Consumer<ItemResult> results, SubMonitor progress) throws QueueManagerException {
		connection.reject(queue.queue(), ids, results, progress);
	}
}
