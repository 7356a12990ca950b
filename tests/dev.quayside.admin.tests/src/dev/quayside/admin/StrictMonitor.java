package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.core.runtime.NullProgressMonitor;

/** A monitor that insists on one task, and on no more work than was announced. */
final class StrictMonitor extends NullProgressMonitor {

	private String task;
	private double total;
	private double done;

	@Override
	public void beginTask(String name, int totalWork) {
		assertThat(task).as("a second task, " + name).isNull();
		task = name;
		total = totalWork;
	}

	@Override
	public void internalWorked(double work) {
		assertThat(task).as("work before the task").isNotNull();
		done += work;
		assertThat(done).as("work beyond what was announced").isLessThanOrEqualTo(total + 0.5);
	}

	@Override
	public void worked(int work) {
		internalWorked(work);
	}

	String task() {
		return task;
	}

	/** 0 to 1. */
	double fraction() {
		return done / total;
	}
}
