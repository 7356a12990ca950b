package dev.quayside.cli;

import dev.quayside.admin.AdminOperation;
import dev.quayside.admin.CreateQueue;
import dev.quayside.admin.QueueManagerConnection;

import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "queue-create", description = "Makes a queue, on queue managers that offer that over the network.")
final class QueueCreateVerb extends ObjectVerb {

	@Option(names = "--transactional", description = "It takes transactional messages only; that cannot be changed later.")
	private boolean transactional;

	@Mixin
	private QueueOptions options = new QueueOptions();

	QueueCreateVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		super.check();
		options.settings(Optional.of(transactional));
	}

	@Override
	List<AdminOperation> operations(QueueManagerConnection connection) throws UsageException {
		return List.of(new CreateQueue(connection, queue, options.settings(Optional.of(transactional))));
	}
}
