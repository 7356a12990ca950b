package dev.quayside.ui.queues;

import dev.quayside.ui.common.InManager;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.model.Changeable;
import dev.quayside.ui.model.QueueKind;
import dev.quayside.ui.model.Subqueues;

import java.util.Arrays;
import java.util.List;

/** Queues of one kind below their queue manager; it stays the same when its queues change. */
record QueueGroup(Manager manager, QueueKind kind, List<QueueNode> queues) implements Changeable, InManager {

	/** The groups of a queue manager that have queues. */
	static List<QueueGroup> of(Manager manager) {
		List<QueueNode> all = manager.queues().stream().map(summary -> new QueueNode(manager, summary))
				.filter(node -> Subqueues.name(node.name()).isEmpty()).toList();
		return Arrays.stream(QueueKind.values())
				.map(kind -> new QueueGroup(manager, kind,
						all.stream().filter(node -> QueueKind.of(node.summary()) == kind).toList()))
				.filter(group -> !group.queues().isEmpty() || group.kind() == QueueKind.PRIVATE).toList();
	}

	/** Its journal and its subqueues. */
	static List<QueueNode> below(QueueNode queue) {
		return queue.manager().below(queue.name()).stream()
				.map(summary -> new QueueNode(queue.manager(), summary)).toList();
	}

	@Override
	public boolean isChangeable() {
		return manager.isChangeable();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof QueueGroup group && group.manager == manager && group.kind == kind;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(manager) * 31 + kind.hashCode();
	}
}
