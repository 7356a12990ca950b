package dev.quayside.ui.directory;

import dev.quayside.ui.common.CopyRows;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.RowList;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.services.IServiceLocator;

import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rows in a table that is sorted by a click on a column, keeps what is selected, and copies it. */
final class RowTable<T> implements ISelectionProvider {

	private final RowList<T> rows;
	private final Table table;
	private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();

	/** @param name for screen readers, and under which columns are remembered */
	RowTable(Composite parent, String name, RowList<T> rows, IServiceLocator site) {
		this.rows = rows;
		List<ColumnSpec<T>> specs = rows.specs();
		table = SpecTable.create(parent, name, specs, rows::get);
		for (TableColumn column : table.getColumns()) {
			int number = table.indexOf(column);
			column.addListener(SWT.Selection, event -> change(() -> rows.sort(number)));
		}
		table.addListener(SWT.Selection, event -> selected());
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
		work.run();
		table.setItemCount(rows.size());
		table.clearAll();
		showOrder();
		select(before);
		if (!before.equals(selection())) {
			selected();
		}
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

	private void select(Collection<T> wanted) {
		Map<T, Boolean> set = new IdentityHashMap<>();
		wanted.forEach(row -> set.put(row, true));
		int[] indices = wanted.isEmpty() ? new int[0] : indices(set);
		table.deselectAll();
		table.select(indices);
	}

	private int[] indices(Map<T, Boolean> set) {
		int[] found = new int[set.size()];
		int count = 0;
		for (int i = 0; i < rows.size() && count < found.length; i++) {
			if (set.containsKey(rows.get(i))) {
				found[count++] = i;
			}
		}
		return Arrays.copyOf(found, count);
	}

	private void selected() {
		SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
		listeners.forEach(listener -> listener.selectionChanged(event));
	}

	@Override
	public void addSelectionChangedListener(ISelectionChangedListener listener) {
		listeners.add(listener);
	}

	@Override
	public void removeSelectionChangedListener(ISelectionChangedListener listener) {
		listeners.remove(listener);
	}

	@Override
	public IStructuredSelection getSelection() {
		return new StructuredSelection(selection());
	}

	@Override
	@SuppressWarnings("unchecked")
	public void setSelection(ISelection selection) {
		if (selection instanceof IStructuredSelection wanted) {
			select((Collection<T>) wanted.toList());
			table.showSelection();
			selected();
		}
	}
}
