package dev.quayside.admin;

import org.eclipse.core.runtime.jobs.ISchedulingRule;

/** Changes to the same queue run one after the other. */
record QueueRule(QueueAddress queue) implements ISchedulingRule {

	@Override
	public boolean contains(ISchedulingRule rule) {
		return equals(rule);
	}

	@Override
	public boolean isConflicting(ISchedulingRule rule) {
		return equals(rule);
	}
}
