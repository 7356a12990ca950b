package dev.quayside.ui.common;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.IStatus;

import java.util.function.Consumer;
import java.util.function.Function;

/** Runs operations on a queue manager, and shows what they changed. */
public final class Changes {

	private Changes() {}

	/** Connects in the background if need be, then runs the operation as a job with progress and cancel. */
	public static void run(Manager manager, Function<QueueManagerConnection, AdminOperation> operation) {
		run(manager, operation, status -> {});
	}

	/**
	 * @param ended
	 *            called on the thread of the job
	 */
	public static void run(Manager manager, Function<QueueManagerConnection, AdminOperation> operation,
			Consumer<IStatus> ended) {
		BackgroundJob.schedule("Connect to " + manager.title(), monitor -> {
			try {
				start(manager, operation.apply(manager.connection(monitor)), ended);
			} catch (QueueManagerException e) {
				Outcome.failed("Nothing was done: cannot connect", e);
			}
		});
	}

	/** Runs the operation as a job with progress and cancel. */
	public static void start(Manager manager, AdminOperation operation) {
		start(manager, operation, status -> {});
	}

	private static void start(Manager manager, AdminOperation operation, Consumer<IStatus> ended) {
		AdminJob.schedule(operation, status -> {
			ended.accept(status);
			Ui.later(() -> {
				QueueTabs.refresh(manager);
				Connections.get().refresh(manager);
			});
		});
	}
}
