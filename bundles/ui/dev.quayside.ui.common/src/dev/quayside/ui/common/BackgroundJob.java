package dev.quayside.ui.common;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

import java.util.function.Consumer;

/** Reads something in the background; the work says itself what went wrong. */
public final class BackgroundJob extends Job {

	private final Consumer<IProgressMonitor> work;

	private BackgroundJob(String name, Consumer<IProgressMonitor> work) {
		super(name);
		this.work = work;
	}

	/** Starts without a place in the progress view. */
	public static Job schedule(String name, Consumer<IProgressMonitor> work) {
		BackgroundJob job = new BackgroundJob(name, work);
		job.setSystem(true);
		job.schedule();
		return job;
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			work.accept(monitor);
			return Status.OK_STATUS;
		} catch (OperationCanceledException e) {
			return Status.CANCEL_STATUS;
		}
	}

	@Override
	public boolean belongsTo(Object family) {
		return family == AdminJob.FAMILY;
	}
}
