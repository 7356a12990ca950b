package dev.quayside.ui.messages;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.AdminJob;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.QueueTabs;
import dev.quayside.ui.common.Ui;

import java.util.function.Function;

/** Runs operations on a queue, and shows what they changed. */
final class Changes {

	private Changes() {}

	/** Connects in the background if need be, then runs the operation as a job with progress and cancel. */
	static void run(QueueNode queue, Function<QueueManagerConnection, AdminOperation> operation) {
		BackgroundJob.schedule("Connect to " + queue.manager().title(), monitor -> {
			try {
				start(queue, operation.apply(queue.manager().connection(monitor)));
			} catch (QueueManagerException e) {
				Outcome.failed("Nothing was done: cannot connect", e);
			}
		});
	}

	/** Runs the operation as a job with progress and cancel. */
	static void start(QueueNode queue, AdminOperation operation) {
		AdminJob.schedule(operation, status -> Ui.later(() -> {
			QueueTabs.refresh(queue);
			Connections.get().refresh(queue.manager());
		}));
	}
}
