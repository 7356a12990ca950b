package dev.quayside.ui.model;

import dev.quayside.admin.OperationRecord;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The journal of operations as a table, and as text for a ticket. */
public final class OperationColumns {

	public static final List<ColumnSpec<OperationRecord>> ALL = List.of(
			ColumnSpec.text("When", 19, entry -> Words.time(Optional.of(entry.when()))),
			ColumnSpec.text("What", 20, OperationRecord::what), //
			ColumnSpec.text("Where", 34, entry -> Words.oneLine(entry.where())),
			ColumnSpec.text("As", 11, OperationRecord::identity),
			ColumnSpec.text("Outcome", 11,
					entry -> entry.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')),
			ColumnSpec.text("Result", 80, entry -> Words.oneLine(entry.result())));

	private OperationColumns() {}
}
