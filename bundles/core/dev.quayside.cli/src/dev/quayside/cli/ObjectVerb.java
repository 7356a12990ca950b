package dev.quayside.cli;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;

/** A verb that changes a queue itself, and prints the queue object. */
abstract class ObjectVerb extends QueueOfHostVerb {

	ObjectVerb(Session session) {
		super(session);
	}

	abstract AdminOperation operation(QueueManagerConnection connection) throws UsageException;

	@Override
	final int run(QueueManagerConnection connection) throws QueueManagerException, UsageException, IOException {
		IStatus status = operation(connection).run(new NullProgressMonitor());
		if (status.isOK()) {
			results(Tables.QUEUE).object(ObjectFields.of(connection.queueDetails(queue, new NullProgressMonitor())));
		}
		return Statuses.exitCode(session.console(), status);
	}
}
