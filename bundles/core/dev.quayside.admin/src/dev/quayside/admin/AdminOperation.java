package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.jobs.ISchedulingRule;

/** One thing that an administrator does: runs in a job of the window and in a verb of the command line alike. */
public interface AdminOperation {

	/** The plug-in id of its statuses. */
	String PLUGIN = "dev.quayside.admin";

	/** What it does, for the progress view and the operations journal: "Purge". */
	String name();

	/** To what: queue and queue manager. */
	String where();

	/** As whom. */
	String identity();

	/** Operations whose rules conflict run one after the other. */
	ISchedulingRule rule();

	/**
	 * Does it.
	 *
	 * @return its message is a sentence with counts; one child per item that failed; severity CANCEL if it was cancelled,
	 *         WARNING if it was partly done
	 */
	IStatus run(IProgressMonitor monitor);
}
