package dev.quayside.ui.messages;

import dev.quayside.ui.model.Changeable;
import dev.quayside.ui.model.HeldRow;

/** A line of the Cursors view; it stays the same while what it stands for is open. */
record HeldNode(HandleSource source, HeldRow row) implements Changeable {

	@Override
	public boolean isChangeable() {
		return source.manager().isChangeable();
	}

	long handle() {
		return row.queue().handle();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof HeldNode node && node.source.equals(source) && node.row.key().equals(row.key());
	}

	@Override
	public int hashCode() {
		return source.hashCode() * 31 + row.key().hashCode();
	}
}
