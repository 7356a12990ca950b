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
		checkName(queue);
	}

	/** What no queue manager could take for a name; the rest is its business. */
	static void checkName(String queue) throws UsageException {
		if (queue.isBlank()) {
			throw new UsageException("The queue has no name: expected a path such as private$\\orders");
		}
		if (queue.chars().anyMatch(c -> c < ' ')) {
			throw new UsageException("A name of a queue has no control characters: '" + queue + "'");
		}
	}

	QueueAddress address() {
		return new QueueAddress(host, queue);
	}
}
