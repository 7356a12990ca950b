package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.jobs.ISchedulingRule;

/** One thing that an administrator does: runs in a job of the window and in a verb of the command line alike. */
public interface AdminOperation {

	/** What it does, for the progress view and the operations journal: "Purge private$\orders on srv01". */
	String name();

	/** Operations whose rules conflict run one after the other. */
	ISchedulingRule rule();

	/** Does it; one child status per item that failed. Cancelled: severity CANCEL, what was done is said. */
	IStatus run(IProgressMonitor monitor);
}
