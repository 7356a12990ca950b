package dev.quayside.cli;

import dev.quayside.admin.PurgeQueue;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "purge", description = "Deletes all messages of a queue.")
final class PurgeVerb extends QueueOfHostVerb {

	@Option(names = "--yes", description = "Do not ask.")
	private boolean yes;

	@Option(names = "--save", paramLabel = "DIR", description = "First write each message into files, then delete exactly those.")
	private Path save;

	PurgeVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		super.check();
		if (!yes && !session.console().interactive()) {
			throw new UsageException("purge deletes all messages of " + queue + ": say --yes");
		}
	}

	@Override
	int run(QueueManagerConnection connection) throws QueueManagerException, IOException {
		if (!yes && !isConfirmed(connection)) {
			session.console().say("Nothing was deleted.");
			return ExitCode.FAILED;
		}
		PurgeQueue purge = new PurgeQueue(connection, queue, Optional.ofNullable(save));
		IStatus status = purge.run(new NullProgressMonitor());
		if (status.isOK() || status.isMultiStatus()) {
			Map<String, Object> fields = new LinkedHashMap<>();
			fields.put("purged", purge.purged());
			results(Tables.PURGED).object(fields);
		}
		return Statuses.exitCode(session.console(), status);
	}

	private boolean isConfirmed(QueueManagerConnection connection) throws QueueManagerException, IOException {
		QueueSummary summary = connection.queue(queue, new NullProgressMonitor());
		String count = summary.messageCount().optional().map(n -> n == 1 ? "1 message" : n + " messages")
				.orElse("? messages");
		String bytes = summary.bytesInQueue().optional().map(Object::toString).orElse("?");
		return session.console()
				.confirm("Delete " + count + " (" + bytes + " bytes) of " + address() + "?");
	}
}
