package dev.quayside.ui.directory;

import dev.quayside.admin.directory.CleanupPreview;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.model.directory.ChangeColumns;
import dev.quayside.ui.model.directory.PreviewRow;
import dev.quayside.ui.model.directory.PreviewTotals;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of a preview as they arrive, one for each account; the first is selected by itself. */
final class PreviewTable {

	private final List<PreviewRow> rows = new ArrayList<>();
	private final Table table;
	private final Runnable selected;
	private PreviewTotals totals = new PreviewTotals();

	/** @param selected called when another line is */
	PreviewTable(Composite parent, Runnable selected) {
		this.selected = selected;
		table = SpecTable.create(parent, "Changed accounts", ChangeColumns.PLANNED,
				index -> index < rows.size() ? rows.get(index) : null);
		table.addListener(SWT.Selection, event -> selected.run());
	}

	Table control() {
		return table;
	}

	void clear() {
		rows.clear();
		totals = new PreviewTotals();
		table.setItemCount(0);
		table.clearAll();
	}

	void add(List<PreviewRow> some) {
		boolean isFirst = rows.isEmpty();
		rows.addAll(some);
		some.forEach(totals::add);
		table.setItemCount(rows.size());
		if (isFirst) {
			table.select(0);
			selected.run();
		}
	}

	PreviewTotals totals() {
		return totals;
	}

	Optional<PreviewRow> selected() {
		int index = table.getSelectionIndex();
		return index >= 0 && index < rows.size() ? Optional.of(rows.get(index)) : Optional.empty();
	}

	/** Those that change something. */
	List<PreviewRow> changed() {
		return rows.stream().filter(PreviewRow::isChanged).toList();
	}

	/** Of those that change something, by DN, in the order of the table. */
	Map<String, CleanupPreview> previews() {
		Map<String, CleanupPreview> previews = new LinkedHashMap<>();
		changed().stream().flatMap(row -> row.preview().stream())
				.forEach(preview -> previews.put(preview.account().dn(), preview));
		return previews;
	}
}
