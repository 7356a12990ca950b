package dev.quayside.ui.directory;

import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Ui;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;

import java.util.function.Consumer;

/** The one job whose news a control shows: what an earlier one has to say is not heard any more. For the UI thread. */
final class CurrentJob {

	/** What is done on the thread of the job. */
	interface Work {

		/** @param show runs what it gets on the UI thread, unless another job is the current one by then */
		void run(Consumer<Runnable> show, IProgressMonitor monitor);
	}

	private final Control control;
	private Job job;

	CurrentJob(Control control) {
		this.control = control;
		control.addListener(SWT.Dispose, event -> cancel());
	}

	/** Cancels what runs. */
	void start(String name, Work work) {
		cancel();
		Job[] own = new Job[1];
		own[0] = BackgroundJob.schedule(name, monitor -> work.run(update -> Ui.later(control, () -> {
			if (own[0] == job) {
				update.run();
			}
		}), monitor));
		job = own[0];
	}

	boolean isRunning() {
		return job != null;
	}

	/** It has said all that it had to say. */
	void ended() {
		job = null;
	}

	/** @return whether it had not begun yet */
	boolean stop() {
		return job != null && job.cancel();
	}

	void cancel() {
		stop();
		job = null;
	}
}
