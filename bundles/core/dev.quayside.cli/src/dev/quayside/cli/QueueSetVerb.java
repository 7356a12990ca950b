package dev.quayside.cli;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.ChangeQueue;
import dev.quayside.admin.QueueManagerConnection;

import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "queue-set", description = "Changes what a queue was made with, on queue managers that offer that over the network.")
final class QueueSetVerb extends ObjectVerb {

	@Mixin
	private QueueOptions options = new QueueOptions();

	QueueSetVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		super.check();
		if (options.settings(Optional.empty()).isEmpty()) {
			throw new UsageException("Say what to change: --label, --quota or another option");
		}
	}

	@Override
	AdminOperation operation(QueueManagerConnection connection) throws UsageException {
		return new ChangeQueue(connection, queue, options.settings(Optional.empty()));
	}
}
