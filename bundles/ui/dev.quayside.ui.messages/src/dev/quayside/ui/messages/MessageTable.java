package dev.quayside.ui.messages;

import dev.quayside.ui.common.SelectionSource;
import dev.quayside.admin.LookupId;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.SelectedMessages;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.MessageRow;
import dev.quayside.ui.model.MessageWindow;

import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Shows a window of a queue; rows get their texts when they become visible. */
final class MessageTable extends SelectionSource {

	private final QueueNode queue;
	private final MessageWindow window;
	private final Table table;

	/**
	 * @param shown
	 *            gets the index of every row that becomes visible
	 */
	MessageTable(Composite parent, QueueNode queue, MessageWindow window, IntConsumer shown) {
		this.queue = queue;
		this.window = window;
		table = SpecTable.create(parent, "Messages", MessageRow.COLUMNS, index -> row(index, shown));
		table.addListener(SWT.Selection, event -> selectionChanged());
		drag();
	}

	/** Messages can be taken to a queue in the navigator. */
	private void drag() {
		DragSource source = new DragSource(table, DND.DROP_MOVE);
		source.setTransfer(LocalSelectionTransfer.getTransfer());
		source.addDragListener(new DragSourceAdapter() {

			@Override
			public void dragStart(DragSourceEvent event) {
				IStructuredSelection selection = (IStructuredSelection) getSelection();
				event.doit = selection.getFirstElement() instanceof SelectedMessages messages
						&& messages.isChangeable();
				// GTK would show whole rows, which hide where they are dropped.
				event.image = Ui.image("messages");
				LocalSelectionTransfer.getTransfer().setSelection(selection);
			}

			@Override
			public void dragSetData(DragSourceEvent event) {
				event.data = LocalSelectionTransfer.getTransfer().getSelection();
			}

			@Override
			public void dragFinished(DragSourceEvent event) {
				LocalSelectionTransfer.getTransfer().setSelection(null);
			}
		});
	}

	private MessageRow row(int index, IntConsumer shown) {
		if (index >= window.size()) {
			return null;
		}
		MessageRow row = window.row(index);
		shown.accept(index);
		return row;
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
		boolean isSeen = selected.length == 1 && selected[0] >= top
				&& selected[0] <= top + table.getClientArea().height / Math.max(1, table.getItemHeight());
		table.setItemCount(window.size());
		table.clearAll();
		table.setSelection(
				Arrays.stream(selected).map(i -> i + rows).filter(i -> i >= 0 && i < window.size()).toArray());
		table.setTopIndex(Math.max(0, top + rows));
		if (isSeen) {
			table.showSelection();
		}
	}

	/** All rows are new; what was selected and at the top stays so, or the next that is still there. */
	void replaced(List<LookupId> selected, LookupId top) {
		table.setItemCount(window.size());
		table.clearAll();
		table.setSelection(selected.stream().mapToInt(window::indexOf).filter(i -> i >= 0).toArray());
		if (top != null && window.size() > 0) {
			table.setTopIndex(Math.min(window.firstFrom(top), window.size() - 1));
		}
		selectionChanged();
	}

	/** Selects one row and shows it. */
	void select(int index) {
		table.setSelection(index);
		table.showSelection();
		selectionChanged();
	}

	List<LookupId> selectedIds() {
		return Arrays.stream(table.getSelectionIndices()).filter(i -> i < window.size()).sorted()
				.mapToObj(i -> window.row(i).summary().lookupId()).toList();
	}

	@Override
	public ISelection getSelection() {
		int[] indices = table.isDisposed() ? new int[0] : table.getSelectionIndices();
		List<MessageRow> rows = Arrays.stream(indices).sorted().filter(i -> i < window.size()).mapToObj(window::row)
				.toList();
		return new StructuredSelection(rows.isEmpty() ? queue : new SelectedMessages(queue, rows));
	}

	@Override
	public void setSelection(ISelection selection) {
		if (((StructuredSelection) selection).getFirstElement() instanceof SelectedMessages messages) {
			table.setSelection(messages.ids().stream().mapToInt(window::indexOf).filter(i -> i >= 0).toArray());
			selectionChanged();
		}
	}
}
