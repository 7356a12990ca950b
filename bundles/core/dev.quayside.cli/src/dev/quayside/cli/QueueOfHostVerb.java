package dev.quayside.cli;

import dev.quayside.admin.QueueAddress;

import picocli.CommandLine.Parameters;

/** A verb for one queue. */
abstract class QueueOfHostVerb extends HostVerb {

	@Parameters(index = "1", paramLabel = "QUEUE", description = "a path such as private$\\orders, or a format name")
	String queue;

	QueueOfHostVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		if (queue.isBlank()) {
			throw new UsageException("The queue has no name: expected a path such as private$\\orders");
		}
	}

	QueueAddress address() {
		return new QueueAddress(host, queue);
	}
}
