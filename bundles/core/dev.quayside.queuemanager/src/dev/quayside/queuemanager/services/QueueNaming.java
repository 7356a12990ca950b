package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueKind;

/**
 * The names that queues are told by.
 *
 * @param computer
 *            this one, as paths have it
 */
record QueueNaming(String computer) {

	/** {@code computer\private$\name}. */
	String path(Queue queue) {
		if (queue.kind() != QueueKind.OUTGOING) {
			return computer + "\\" + queue.path().text();
		}
		String name = queue.attributes().name();
		try {
			if (FormatName.parse(name) instanceof FormatName.Direct direct) {
				return direct.name().substring(direct.name().indexOf(':') + 1);
			}
		} catch (NameException e) {
			// a list or multicast group: it has no path
		}
		return name;
	}

	/** A direct one, but for public queues, and for what lies elsewhere. */
	String format(Queue queue) {
		FormatName own = queue.formatName(computer);
		return own instanceof FormatName.PublicQueue || queue.kind() == QueueKind.OUTGOING
				? own.text()
				: FormatName.direct(computer, queue.path()).text();
	}
}
