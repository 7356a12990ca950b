package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;

import java.util.ArrayList;
import java.util.List;

/** Who has a queue open ([MS-MQDMPR] 3.1.7.1.5). The monitor of the queue guards it. */
final class Handles {

	private final Queue queue;
	private final Environment environment;
	private final List<OpenQueue> opened = new ArrayList<>();

	Handles(Queue queue, Environment environment) {
		this.queue = queue;
		this.environment = environment;
	}

	OpenQueue open(Access access, boolean exclusive, QueueClient client) throws MqException {
		if (opened.stream().anyMatch(other -> clash(other, access, exclusive))) {
			throw new MqException(MqStatus.SHARING_VIOLATION, "Somebody else has " + queue.name() + " open");
		}
		environment.allowance().take(Allowance.Kind.OPEN);
		OpenQueue open = new OpenQueue(queue, environment, access, exclusive, client);
		opened.add(open);
		return open;
	}

	private static boolean clash(OpenQueue other, Access access, boolean exclusive) {
		boolean receive = access == Access.RECEIVE;
		return other.access() == Access.RECEIVE
				? other.isExclusive() ? receive || exclusive : exclusive
				: other.isExclusive() && receive;
	}

	void closed(OpenQueue open) {
		if (opened.remove(open)) {
			environment.allowance().give(Allowance.Kind.OPEN, 1);
		}
	}

	boolean isEmpty() {
		return opened.isEmpty();
	}

	List<OpenQueue> all() {
		return List.copyOf(opened);
	}
}
