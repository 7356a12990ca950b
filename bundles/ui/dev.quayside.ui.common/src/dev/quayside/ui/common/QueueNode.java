package dev.quayside.ui.common;

import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;
import dev.quayside.ui.model.Changeable;
import dev.quayside.ui.model.Words;

import java.util.Locale;
import java.util.Optional;

/** A queue in the navigator; it stays the same when its counts change. */
public record QueueNode(Manager manager, QueueSummary summary) implements Changeable, InQueue, InManager {

	/** A queue of which only the name is known. */
	public static QueueNode named(Manager manager, String pathName) {
		String reason = "It was not read yet";
		return new QueueNode(manager, new QueueSummary(new QueueAddress(manager.address(), pathName), pathName,
				Reading.unknown(reason), Reading.unknown(reason), Reading.unknown(reason), Reading.unknown(reason),
				Reading.unknown(reason), Reading.unknown(reason), Reading.unknown(reason), Reading.unknown(reason),
				Reading.unknown(reason), Reading.unknown(reason)));
	}

	@Override
	public QueueNode queue() {
		return this;
	}

	@Override
	public boolean isChangeable() {
		return manager.isChangeable();
	}

	/** Path without host, or a format name. */
	public String name() {
		return summary.pathName();
	}

	/** Queue and queue manager. */
	public String where() {
		return Words.oneLine(name()) + " on " + manager.title();
	}

	/** How many messages it has, as was last known. */
	public Optional<Long> count() {
		return manager.queue(name()).map(QueueSummary::messageCount).flatMap(Reading::optional);
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
