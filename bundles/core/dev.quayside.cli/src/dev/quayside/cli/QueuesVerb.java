package dev.quayside.cli;

import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "queues", description = "Lists the private and public queues of a queue manager with their counts.")
final class QueuesVerb extends HostVerb {

	@Option(names = "--system", description = "Also dead-letter queues and the machine journal.")
	private boolean system;

	@Option(names = "--outgoing", description = "Also queues of other machines that messages wait for.")
	private boolean outgoing;

	@Option(names = "--journals", description = "Also the journal of each queue.")
	private boolean journals;

	QueuesVerb(Session session) {
		super(session);
	}

	@Override
	int run(QueueManagerConnection connection) throws QueueManagerException, IOException {
		ResultWriter results = results(Tables.QUEUES);
		Streaming.write(results,
				consumer -> connection.queues(new QueueListing(system, outgoing, journals),
						queue -> show(queue, consumer), new NullProgressMonitor()));
		return ExitCode.DONE;
	}

	private void show(QueueSummary queue, Consumer<Map<String, Object>> consumer) {
		consumer.accept(ObjectFields.of(queue));
		queue.messageCount().unknownReason().ifPresent(reason -> session.console()
				.say("quayside: How many messages " + queue.pathName() + " holds is unknown: " + reason));
	}
}
