package dev.quayside.ui.model;

import dev.quayside.admin.MessageSummary;

import java.util.List;
import java.util.Optional;

/**
 * A message in the table of its queue.
 *
 * @param position
 *            in the queue, from 1, counted when it was read; with a tilde where others may have taken messages before it
 *            since, a question mark where it is not known
 */
public record MessageRow(String position, MessageSummary summary) {

	public static final List<ColumnSpec<MessageRow>> COLUMNS = List.of(
			ColumnSpec.number("#", 8, MessageRow::position),
			ColumnSpec.text("Label", 28, row -> Words.oneLine(row.summary().label())),
			ColumnSpec.number("Priority", 8, row -> Integer.toString(row.summary().priority())),
			ColumnSpec.number("Size", 8, row -> Words.bytes(row.summary().bodySize())),
			ColumnSpec.text("Class", 22, row -> MessageClasses.words(row.summary().messageClass())),
			ColumnSpec.text("Sent", 19, row -> Words.time(Optional.of(row.summary().times().sent()))),
			ColumnSpec.text("Arrived", 19, row -> Words.time(row.summary().times().arrived())),
			ColumnSpec.text("Message id", 46, row -> row.summary().messageId()),
			ColumnSpec.text("Delivery", 13, row -> row.summary().delivery().toString()));
}
