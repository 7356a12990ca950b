package dev.quayside.admin;

import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.ISchedulingRule;
import org.eclipse.core.runtime.jobs.MultiRule;

import java.util.List;
import java.util.function.Consumer;

/** Moves messages to a subqueue, back to its queue, or between subqueues of one queue. */
public final class MoveMessages extends MessagesChange {

	private final String target;

	/**
	 * @param consumer
	 *            gets each result at once
	 */
	public MoveMessages(QueueManagerConnection connection, String queue, String target, List<LookupId> ids,
			Consumer<ItemResult> consumer) {
		super(connection, queue, ids, "moved", consumer);
		this.target = target;
	}

	@Override
	public String name() {
		return "Move " + count(ids.size()) + " to " + target;
	}

	@Override
	String destination() {
		return " to " + target;
	}

	@Override
	public ISchedulingRule rule() {
		return MultiRule.combine(super.rule(), new QueueRule(new QueueAddress(queue.manager(), target)));
	}

	@Override
	void change(Consumer<ItemResult> results, SubMonitor progress) throws QueueManagerException {
		connection.move(queue.queue(), target, ids, results, progress);
	}
}
