package dev.quayside.cli;

import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;

import picocli.CommandLine.Command;

@Command(name = "queue", description = "Shows a queue with its counts, settings and permissions.")
final class QueueVerb extends QueueOfHostVerb {

	QueueVerb(Session session) {
		super(session);
	}

	@Override
	int run(QueueManagerConnection connection) throws QueueManagerException, IOException {
		results(Tables.QUEUE).object(ObjectFields.of(connection.queueDetails(queue, new NullProgressMonitor())));
		return ExitCode.DONE;
	}
}
