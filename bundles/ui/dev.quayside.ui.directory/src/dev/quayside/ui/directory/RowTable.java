package dev.quayside.ui.directory;

import dev.quayside.ui.common.SelectionSource;
import dev.quayside.ui.common.CopyRows;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.RowList;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.services.IServiceLocator;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Rows in a table that is sorted by a click on a column, keeps what is selected, and copies it. */
final class RowTable<T> extends SelectionSource {

	private final RowList<T> rows;
	private final Function<T, Object> key;
	private final Set<Object> waiting = new HashSet<>();
	private final Table table;

	/**
	 * @param name
	 *            for screen readers, and under which columns are remembered
	 * @param key
	 *            by which a row is recognised that was read again
	 */
	RowTable(Composite parent, String name, RowList<T> rows, Function<T, Object> key, IServiceLocator site) {
		this.rows = rows;
		this.key = key;
		List<ColumnSpec<T>> specs = rows.specs();
		table = SpecTable.create(parent, name, specs, rows::get);
		for (TableColumn column : table.getColumns()) {
			int number = table.indexOf(column);
			column.addListener(SWT.Selection, event -> change(() -> rows.sort(number)));
		}
		table.addListener(SWT.Selection, event -> chosen());
		CopyRows.enable(table, site, index -> ColumnSpec.line(specs, rows.get(index)));
		showOrder();
	}

	Table control() {
		return table;
	}

	/** null if it has gone meanwhile. */
	T row(int index) {
		return index < 0 ? null : rows.get(index);
	}

	/** Other rows, or in another order; what is selected stays selected where it is still there. */
	void change(Runnable work) {
		List<T> before = selection();
		Set<Object> wanted = new HashSet<>(waiting);
		wanted.addAll(keys(before));
		work.run();
		table.setItemCount(rows.size());
		table.clearAll();
		showOrder();
		select(wanted);
		List<Object> now = keys(selection());
		now.forEach(waiting::remove);
		if (!keys(before).equals(now) && (!now.isEmpty() || waiting.isEmpty())) {
			selectionChanged();
		}
	}

	/** All rows go, and come again later: what is selected now will be then. */
	void reread(Runnable work) {
		waiting.addAll(keys(selection()));
		change(work);
	}

	/** What was selected and has not come again is gone. */
	void reread() {
		if (!waiting.isEmpty()) {
			waiting.clear();
			selectionChanged();
		}
	}

	private List<Object> keys(List<T> some) {
		return some.stream().map(key).toList();
	}

	private void showOrder() {
		table.setSortColumn(table.getColumn(rows.sorted()));
		table.setSortDirection(rows.isDescending() ? SWT.DOWN : SWT.UP);
	}

	/** The selected rows as they stand in the table. */
	List<T> selection() {
		return Arrays.stream(table.getSelectionIndices()).sorted().mapToObj(rows::get).filter(Objects::nonNull)
				.toList();
	}

	private void select(Set<Object> wanted) {
		table.deselectAll();
		if (!wanted.isEmpty()) {
			table.select(
					IntStream.range(0, rows.size()).filter(i -> wanted.contains(key.apply(rows.get(i)))).toArray());
		}
	}

	private void chosen() {
		waiting.clear();
		selectionChanged();
	}

	@Override
	public IStructuredSelection getSelection() {
		return new StructuredSelection(selection());
	}

	@Override
	@SuppressWarnings("unchecked")
	public void setSelection(ISelection selection) {
		if (selection instanceof IStructuredSelection wanted) {
			Set<Object> keys = new HashSet<>();
			wanted.forEach(row -> keys.add(key.apply((T) row)));
			select(keys);
			table.showSelection();
			chosen();
		}
	}
}
