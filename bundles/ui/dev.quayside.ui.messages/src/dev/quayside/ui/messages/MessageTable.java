package dev.quayside.ui.messages;

import dev.quayside.admin.LookupId;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.MessageRow;
import dev.quayside.ui.model.MessageWindow;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Shows a window of a queue; rows get their texts when they become visible. */
final class MessageTable implements ISelectionProvider {

	private final QueueNode queue;
	private final MessageWindow window;
	private final Table table;
	private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();

	/**
	 * @param shown
	 *            gets the index of every row that becomes visible
	 */
	MessageTable(Composite parent, QueueNode queue, MessageWindow window, IntConsumer shown) {
		this.queue = queue;
		this.window = window;
		table = Ui.named(new Table(parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION), "Messages");
		table.setHeaderVisible(true);
		GC gc = new GC(table);
		int width = (int) Math.ceil(gc.getFontMetrics().getAverageCharacterWidth());
		gc.dispose();
		for (ColumnSpec<MessageRow> spec : MessageRow.COLUMNS) {
			TableColumn column = new TableColumn(table, spec.isNumber() ? SWT.RIGHT : SWT.LEFT);
			column.setText(spec.title());
			column.setWidth(width * (spec.width() + 2));
			column.setMoveable(true);
		}
		table.addListener(SWT.SetData, event -> fill(event, shown));
		table.addListener(SWT.Selection, event -> fire());
	}

	private void fill(Event event, IntConsumer shown) {
		if (event.index < window.size()) {
			MessageRow row = window.row(event.index);
			TableItem item = (TableItem) event.item;
			for (int i = 0; i < MessageRow.COLUMNS.size(); i++) {
				item.setText(i, MessageRow.COLUMNS.get(i).text().apply(row));
			}
			shown.accept(event.index);
		}
	}

	Table control() {
		return table;
	}

	/** Rows were added at the end, after so many at the beginning went. */
	void appended(int removed) {
		if (removed == 0) {
			table.setItemCount(window.size());
		} else {
			shift(-removed);
		}
	}

	/** So many rows were added in front, or taken away there: what is visible and selected stays. */
	void shift(int rows) {
		int top = table.getTopIndex();
		int[] selected = table.getSelectionIndices();
		table.setItemCount(window.size());
		table.clearAll();
		table.setSelection(
				Arrays.stream(selected).map(i -> i + rows).filter(i -> i >= 0 && i < window.size()).toArray());
		table.setTopIndex(Math.max(0, top + rows));
	}

	/** All rows are new; what was selected and at the top stays so where it is still there. */
	void replaced(List<LookupId> selected, LookupId top) {
		table.setItemCount(window.size());
		table.clearAll();
		table.setSelection(selected.stream().mapToInt(window::indexOf).filter(i -> i >= 0).toArray());
		int index = top == null ? -1 : window.indexOf(top);
		if (index >= 0) {
			table.setTopIndex(index);
		}
		fire();
	}

	List<LookupId> selectedIds() {
		return Arrays.stream(table.getSelectionIndices()).filter(i -> i < window.size())
				.mapToObj(i -> window.row(i).summary().lookupId()).toList();
	}

	private void fire() {
		SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
		listeners.forEach(listener -> listener.selectionChanged(event));
	}

	@Override
	public ISelection getSelection() {
		int[] indices = table.isDisposed() ? new int[0] : table.getSelectionIndices();
		if (indices.length == 0) {
			return new StructuredSelection(queue);
		}
		Arrays.sort(indices);
		return new StructuredSelection(new SelectedMessages(queue,
				Arrays.stream(indices).filter(i -> i < window.size()).mapToObj(window::row).toList()));
	}

	@Override
	public void setSelection(ISelection selection) {
		if (((StructuredSelection) selection).getFirstElement() instanceof SelectedMessages messages) {
			table.setSelection(messages.ids().stream().mapToInt(window::indexOf).filter(i -> i >= 0).toArray());
			fire();
		}
	}

	@Override
	public void addSelectionChangedListener(ISelectionChangedListener listener) {
		listeners.add(listener);
	}

	@Override
	public void removeSelectionChangedListener(ISelectionChangedListener listener) {
		listeners.remove(listener);
	}
}
