package dev.quayside.admin;

import java.util.List;

/**
 * All that a queue manager tells about a queue.
 *
 * @param settings
 *            what it was made with; unknown where the queue manager does not offer {@link Capability#MANAGE_QUEUES}
 * @param properties
 *            all of qmmgmt and what the settings leave out, in a fixed order
 */
public record QueueDetails(QueueSummary summary, Reading<QueueSettings> settings, List<NamedValue> properties,
		Reading<Permissions> permissions) {

	public QueueDetails {
		properties = List.copyOf(properties);
	}
}
