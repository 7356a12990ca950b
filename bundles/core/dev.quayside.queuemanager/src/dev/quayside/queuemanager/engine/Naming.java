package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;

import java.util.Optional;
import java.util.UUID;

/** Paths and format names of queues by their kind ([MS-MQMQ] 2.1). */
final class Naming {

	private Naming() {}

	static QueuePath path(Queue queue) {
		String name = queue.attributes().name();
		return switch (queue.kind()) {
			case PUBLIC, PRIVATE -> of(queue, false, Optional.empty());
			case JOURNAL -> of(owner(queue), true, Optional.empty());
			case SUBQUEUE -> of(owner(queue), false, Optional.of(name));
			case SYSTEM -> new QueuePath.OfMachine(system(queue));
			case OUTGOING -> throw new IllegalStateException(name + " is elsewhere");
		};
	}

	private static QueuePath of(Queue owner, boolean journal, Optional<String> subqueue) {
		return new QueuePath.Application(owner.kind() == QueueKind.PRIVATE, owner.attributes().name(), journal,
				subqueue);
	}

	private static Queue owner(Queue queue) {
		return queue.parent().orElseThrow();
	}

	private static SystemQueue system(Queue queue) {
		return SystemQueue.parse(queue.attributes().name()).orElseThrow();
	}

	static FormatName formatName(Queue queue, UUID manager, String computer) {
		return switch (queue.kind()) {
			case PUBLIC, PRIVATE -> of(queue, manager, false);
			case JOURNAL -> of(owner(queue), manager, true);
			case SYSTEM -> new FormatName.Machine(manager, system(queue));
			case SUBQUEUE -> FormatName.direct(computer, queue.path());
			case OUTGOING -> FormatName.parse(queue.attributes().name());
		};
	}

	static boolean isMachineJournal(Queue queue) {
		return queue.kind() == QueueKind.SYSTEM && SystemQueue.JOURNAL.path().equals(queue.attributes().name());
	}

	private static FormatName of(Queue owner, UUID manager, boolean journal) {
		return owner.kind() == QueueKind.PUBLIC
				? new FormatName.PublicQueue(owner.attributes().id(), journal)
				: new FormatName.PrivateQueue(manager, owner.number(), journal);
	}
}
