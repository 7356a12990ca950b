package dev.quayside.cli;

import dev.quayside.admin.DeleteQueue;
import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.QueueDetails;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "queue-delete", description = {
		"Deletes a queue with its messages, journal and subqueues, on queue managers that offer that over the network.",
		"Prints the queue as it was." })
final class QueueDeleteVerb extends QueueOfHostVerb {

	@Option(names = "--yes", description = "Do not ask.")
	private boolean yes;

	QueueDeleteVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		super.check();
		if (!yes && !session.console().interactive()) {
			throw new UsageException("queue-delete deletes " + queue + " with all of its messages: say --yes");
		}
	}

	@Override
	int run(QueueManagerConnection connection) throws QueueManagerException, IOException {
		QueueDetails before = connection.queueDetails(queue, new NullProgressMonitor());
		if (!yes && !isConfirmed(before)) {
			session.console().say("Nothing was deleted.");
			return ExitCode.FAILED;
		}
		IStatus status = new DeleteQueue(connection, queue).run(new NullProgressMonitor());
		if (status.isOK()) {
			results(Tables.QUEUE).object(ObjectFields.of(before));
		}
		return Statuses.exitCode(session.console(), status);
	}

	private boolean isConfirmed(QueueDetails before) throws IOException {
		String count = before.summary().messageCount().optional().map(n -> n == 1 ? "1 message" : n + " messages")
				.orElse("? messages");
		return session.console().confirm("Delete " + address() + " with " + count + "?");
	}
}
