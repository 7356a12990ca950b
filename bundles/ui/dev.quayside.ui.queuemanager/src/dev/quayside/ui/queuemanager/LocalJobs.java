package dev.quayside.ui.queuemanager;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.AdminJob;
import dev.quayside.ui.common.LocalControl;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;

import java.util.function.Consumer;

/** Starts and stops the local queue manager in the background. */
final class LocalJobs {

	static final String BUNDLE = "dev.quayside.ui.queuemanager";
	static final String RPC_PORT = "rpcPort";
	static final String TRANSFER_PORT = "transferPort";
	static final String START_WITH_WINDOW = "startWithWindow";

	private LocalJobs() {}

	static IEclipsePreferences preferences() {
		return InstanceScope.INSTANCE.getNode(BUNDLE);
	}

	/**
	 * @param started
	 *            called on the thread of the job
	 */
	static void start(Consumer<LocalQueueManager> started) {
		int rpcPort = preferences().getInt(RPC_PORT, QueueManagerAddress.DEFAULT_RPC_PORT);
		int transferPort = preferences().getInt(TRANSFER_PORT, QueueManagerAddress.DEFAULT_TRANSFER_PORT);
		schedule("Start the local queue manager", monitor -> {
			try {
				started.accept(LocalControl.get().start(rpcPort, transferPort));
			} catch (QueueManagerException e) {
				throw new CoreException(failure(e));
			}
		});
	}

	private static IStatus failure(QueueManagerException e) {
		String advice = e.advice().isEmpty() ? "" : "\n\nTry this: " + e.advice();
		return Status.error("The local queue manager did not start: " + e.getMessage() + advice
				+ "\n\nIts ports can be changed in Window > Preferences > Local queue manager.", e);
	}

	static void stop() {
		schedule("Stop the local queue manager", monitor -> LocalControl.get().stop());
	}

	private static void schedule(String name, ICoreRunnable work) {
		Job job = new Job(name) {

			@Override
			protected IStatus run(IProgressMonitor monitor) {
				try {
					work.run(monitor);
					return Status.OK_STATUS;
				} catch (CoreException e) {
					return e.getStatus();
				}
			}

			@Override
			public boolean belongsTo(Object family) {
				return family == AdminJob.FAMILY;
			}
		};
		job.setUser(false);
		job.schedule();
	}
}
