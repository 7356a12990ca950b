package dev.quayside.ui.messages;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.ISchedulingRule;

/**
 * Ends something that is open.
 *
 * @param done
 *            what to say when it is done
 */
record HandleChange(String name, String where, String identity, Run run, String done) implements AdminOperation {

	/** With what is open. */
	interface Work {

		void run(OpenHandles handles, IProgressMonitor monitor) throws QueueManagerException;
	}

	/** The change itself. */
	interface Run {

		void run(IProgressMonitor monitor) throws QueueManagerException;
	}

	/** None: each is for one handle. */
	@Override
	public ISchedulingRule rule() {
		return null;
	}

	@Override
	public IStatus run(IProgressMonitor monitor) {
		try {
			run.run(monitor);
			return new Status(IStatus.OK, PLUGIN, done);
		} catch (QueueManagerException e) {
			return new Status(IStatus.ERROR, PLUGIN, e.getMessage(), e);
		} catch (OperationCanceledException e) {
			return new Status(IStatus.CANCEL, PLUGIN, "Cancelled: it may have been done");
		}
	}
}
