package dev.quayside.admin.directory;

import org.eclipse.core.runtime.jobs.ISchedulingRule;

/** Changes to the same directory run one after the other. */
record DirectoryRule(DirectoryAddress directory) implements ISchedulingRule {

	@Override
	public boolean contains(ISchedulingRule rule) {
		return equals(rule);
	}

	@Override
	public boolean isConflicting(ISchedulingRule rule) {
		return equals(rule);
	}
}
