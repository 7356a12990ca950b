package dev.quayside.queuemanager.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a subqueue still has a reason to be ([MS-MQMQ] 2.1.1). */
final class Vacancy {

	private final Queue queue;
	private final Environment environment;
	/** Whether somebody is about to look. */
	private final AtomicBoolean looking = new AtomicBoolean();
	/** Guarded by the queue. */
	private int expectedMoves;

	Vacancy(Queue queue, Environment environment) {
		this.queue = queue;
		this.environment = environment;
	}

	/** A message may be moved here, so the queue must stay; false if it is being deleted. */
	boolean expectMove() {
		synchronized (queue) {
			if (queue.isDeleted()) {
				return false;
			}
			expectedMoves++;
			return true;
		}
	}

	void moveDecided() {
		synchronized (queue) {
			expectedMoves--;
		}
		look();
	}

	boolean isExpecting() {
		return expectedMoves > 0;
	}

	/** Has the subqueue removed soon if it is empty and not open. */
	void look() {
		if (queue.kind() == QueueKind.SUBQUEUE && !queue.isDeleted() && looking.compareAndSet(false, true)) {
			environment.executor().execute(() -> {
				looking.set(false);
				environment.catalog().removeIfVacant(queue);
			});
		}
	}
}
