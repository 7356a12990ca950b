package dev.quayside.ui.model;

import dev.quayside.admin.OperationRecord;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The journal of operations as a table, and as text for a ticket. */
public final class OperationColumns {

	public static final List<ColumnSpec<OperationRecord>> ALL = List.of(
			ColumnSpec.text("When", 20, entry -> Words.time(Optional.of(entry.when()))),
			ColumnSpec.text("What", 22, OperationRecord::what), //
			ColumnSpec.text("Where", 36, entry -> Words.oneLine(entry.where())),
			ColumnSpec.text("As", 12, OperationRecord::identity),
			ColumnSpec.text("Outcome", 12,
					entry -> entry.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')),
			ColumnSpec.text("Result", 70, entry -> Words.oneLine(entry.result())));

	private OperationColumns() {}

	/** Its columns with tabs in between. */
	public static String line(OperationRecord entry) {
		return String.join("\t", ALL.stream().map(column -> column.text().apply(entry)).toList());
	}
}
