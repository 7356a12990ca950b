package dev.quayside.ui.model;

import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.QueueType;

import java.util.Locale;

/** The groups in which queues are shown. */
public enum QueueKind {
	PRIVATE("Private queues"),
	PUBLIC("Public queues"),
	SYSTEM("System queues"),
	OUTGOING("Outgoing queues");

	private final String title;

	QueueKind(String title) {
		this.title = title;
	}

	public String title() {
		return title;
	}

	/** By its name, and where that says nothing by what the queue manager says. */
	public static QueueKind of(QueueSummary queue) {
		String name = queue.pathName().toLowerCase(Locale.ROOT);
		if (queue.location().optional().filter("remote"::equalsIgnoreCase).isPresent()) {
			return OUTGOING;
		}
		if (name.startsWith("private$\\")) {
			return PRIVATE;
		}
		if (name.startsWith("system$")) {
			return SYSTEM;
		}
		boolean isPublic = queue.type().optional().filter(QueueType.PUBLIC::equals).isPresent();
		return isPublic || name.indexOf('=') < 0 ? PUBLIC : OUTGOING;
	}
}
