package dev.quayside.ui.common;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.OperationRecord;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.ui.progress.IProgressConstants;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Runs an operation in the background, writes down how it ended, and says so. */
public final class AdminJob extends Job {

	/** Tests join this family to wait until all work is done. */
	public static final Object FAMILY = new Object();

	private final AdminOperation operation;
	private final Consumer<IStatus> ended;
	private final boolean isQuiet;

	private AdminJob(AdminOperation operation, Consumer<IStatus> ended, boolean isQuiet) {
		super(operation.name() + " – " + operation.where());
		this.operation = operation;
		this.ended = ended;
		this.isQuiet = isQuiet;
	}

	/**
	 * @param ended
	 *            called on the thread of the job
	 */
	public static Job schedule(AdminOperation operation, Consumer<IStatus> ended) {
		return schedule(operation, new AdminJob(operation, ended, false));
	}

	/** Likewise where whoever is told shows what went wrong. */
	public static Job quietly(AdminOperation operation, Consumer<IStatus> ended) {
		return schedule(operation, new AdminJob(operation, ended, true));
	}

	private static Job schedule(AdminOperation operation, AdminJob job) {
		job.setUser(true);
		job.setRule(operation.rule());
		// How it ended is said in our words.
		job.setProperty(IProgressConstants.NO_IMMEDIATE_ERROR_PROMPT_PROPERTY, true);
		job.schedule();
		return job;
	}

	/** Operations that are not over. */
	public static List<Job> unfinished() {
		return Arrays.stream(Job.getJobManager().find(FAMILY)).filter(AdminJob.class::isInstance).toList();
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		IStatus status = operation.run(monitor);
		writeDown(status);
		if (isQuiet) {
			Outcome.log(operation.name(), status);
		} else {
			Outcome.say(operation.name(), status);
		}
		ended.accept(status);
		return status.getSeverity() == IStatus.CANCEL ? Status.CANCEL_STATUS : Status.OK_STATUS;
	}

	/** That it cannot be written down changes nothing of how it ended. */
	private void writeDown(IStatus status) {
		try {
			Workspace.operations().add(OperationRecord.of(operation, status, Instant.now()));
		} catch (UncheckedIOException e) {
			Outcome.say("Write down", new Status(IStatus.WARNING, AdminOperation.PLUGIN, e.getMessage(), e));
		}
	}

	@Override
	public boolean belongsTo(Object family) {
		return family == FAMILY;
	}
}
