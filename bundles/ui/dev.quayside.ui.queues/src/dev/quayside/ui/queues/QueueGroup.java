package dev.quayside.ui.queues;

import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Queues of one kind below their queue manager; it stays the same when its queues change. */
record QueueGroup(Manager manager, String title, List<QueueNode> queues) {

	/** The groups of a queue manager that have queues. */
	static List<QueueGroup> of(Manager manager) {
		return List.of(group(manager, "Private queues", name -> name.startsWith("private$\\")),
				group(manager, "System queues", name -> name.startsWith("system$")),
				group(manager, "Outgoing queues",
						name -> !name.startsWith("private$\\") && !name.startsWith("system$")))
				.stream().filter(group -> !group.queues().isEmpty() || group.title().startsWith("Private")).toList();
	}

	private static QueueGroup group(Manager manager, String title, Predicate<String> belongs) {
		return new QueueGroup(manager, title,
				manager.queues().stream().map(summary -> new QueueNode(manager, summary))
						.filter(node -> belongs.test(node.name().toLowerCase(Locale.ROOT))).toList());
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof QueueGroup group && group.manager == manager && group.title.equals(title);
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(manager) * 31 + title.hashCode();
	}
}
