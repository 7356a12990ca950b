package dev.quayside.ui.common;

import dev.quayside.admin.LookupId;
import dev.quayside.ui.model.Changeable;
import dev.quayside.ui.model.MessageRow;

import java.util.List;

/** The selected messages of a queue, 1 or more, in queue order; as one object, because they may be many. */
public record SelectedMessages(QueueNode queue, List<MessageRow> rows) implements Changeable, InQueue {

	@Override
	public boolean isChangeable() {
		return queue.isChangeable();
	}

	/** Of all of them. */
	public List<LookupId> ids() {
		return rows.stream().map(row -> row.summary().lookupId()).toList();
	}
}
