package dev.quayside.ui.common;

import dev.quayside.admin.QueueSummary;
import dev.quayside.ui.model.Changeable;

import java.util.Locale;

/** A queue in the navigator; it stays the same when its counts change. */
public record QueueNode(Manager manager, QueueSummary summary) implements Changeable {

	@Override
	public boolean isChangeable() {
		return manager.isChangeable();
	}

	/** Path without host, or a format name. */
	public String name() {
		return summary.pathName();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof QueueNode node && node.manager == manager && node.name().equalsIgnoreCase(name());
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(manager) * 31 + name().toLowerCase(Locale.ROOT).hashCode();
	}
}
