package dev.quayside.ui.messages;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.AdminJob;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.ui.statushandlers.StatusManager;

import java.util.function.Function;

/** Runs operations on a queue, and shows what they changed. */
final class Changes {

	private Changes() {}

	/** Connects in the background if need be, then runs the operation as a job with progress and cancel. */
	static void run(QueueNode queue, Function<QueueManagerConnection, AdminOperation> operation) {
		BackgroundJob.schedule("Connect to " + queue.manager().title(), monitor -> {
			try {
				QueueManagerConnection connection = queue.manager().connection(monitor);
				AdminJob.schedule(operation.apply(connection), status -> ended(queue, status));
			} catch (QueueManagerException e) {
				report("Cannot connect", e);
			}
		});
	}

	private static void ended(QueueNode queue, IStatus status) {
		Outcome.say(status);
		Ui.later(() -> {
			Editors.refresh(queue);
			Connections.get().refresh(queue.manager());
		});
	}

	/** A failure for which there is no better place. */
	static void report(String what, QueueManagerException e) {
		String advice = e.advice().isEmpty() ? "" : "\n\nTry this: " + e.advice();
		StatusManager.getManager().handle(
				new Status(IStatus.ERROR, AdminOperation.PLUGIN, what + ": " + e.getMessage() + advice, e),
				StatusManager.SHOW | StatusManager.LOG);
	}
}
