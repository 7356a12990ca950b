package dev.quayside.cli;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.util.List;

/** A verb that changes a queue itself, and prints the queue object. */
abstract class ObjectVerb extends QueueOfHostVerb {

	ObjectVerb(Session session) {
		super(session);
	}

	/** What is done, one after the other; the first that fails is the last. */
	abstract List<AdminOperation> operations(QueueManagerConnection connection)
			throws UsageException, QueueManagerException;

	@Override
	final int run(QueueManagerConnection connection) throws QueueManagerException, UsageException, IOException {
		for (AdminOperation operation : operations(connection)) {
			IStatus status = operation.run(new NullProgressMonitor());
			if (!status.isOK()) {
				return Statuses.exitCode(session.console(), status);
			}
		}
		results(Tables.QUEUE).object(ObjectFields.of(connection.queueDetails(queue, new NullProgressMonitor())));
		return ExitCode.DONE;
	}
}
