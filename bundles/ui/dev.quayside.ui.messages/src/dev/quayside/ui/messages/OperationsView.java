package dev.quayside.ui.messages;

import dev.quayside.admin.OperationRecord;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.common.Workspace;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.OperationColumns;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.part.ViewPart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Every change that was made from this window, the newest first. */
public final class OperationsView extends ViewPart {

	public static final String ID = "dev.quayside.ui.messages.operations";

	private static final int CHARACTER = 8;

	private final List<OperationRecord> entries = new ArrayList<>(Workspace.operations().entries());
	private Table table;
	private Runnable stopListening;

	@Override
	public void createPartControl(Composite parent) {
		table = Ui.named(new Table(parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION), "Operations");
		table.setHeaderVisible(true);
		for (ColumnSpec<OperationRecord> spec : OperationColumns.ALL) {
			TableColumn column = new TableColumn(table, SWT.LEFT);
			column.setText(spec.title());
			column.setWidth(spec.width() * CHARACTER);
		}
		table.addListener(SWT.SetData, event -> {
			OperationRecord entry = entry(event.index);
			for (int i = 0; i < OperationColumns.ALL.size(); i++) {
				((TableItem) event.item).setText(i, OperationColumns.ALL.get(i).text().apply(entry));
			}
		});
		table.setItemCount(entries.size());
		Menu menu = new Menu(table);
		MenuItem copy = new MenuItem(menu, SWT.PUSH);
		copy.setText("&Copy as text");
		copy.addListener(SWT.Selection, event -> copy());
		table.setMenu(menu);
		stopListening = Workspace.operations().onAdded(entry -> Ui.later(table, () -> {
			entries.add(entry);
			table.setItemCount(entries.size());
			table.clearAll();
		}));
	}

	private OperationRecord entry(int index) {
		return entries.get(entries.size() - 1 - index);
	}

	/** The selected lines, or all. */
	private void copy() {
		int[] rows = table.getSelectionCount() > 0
				? table.getSelectionIndices()
				: IntStream.range(0, entries.size()).toArray();
		if (rows.length == 0) {
			return;
		}
		String text = String.join("\n", Arrays.stream(rows).mapToObj(this::entry).map(OperationColumns::line).toList());
		Clipboard clipboard = new Clipboard(table.getDisplay());
		clipboard.setContents(new Object[]{ text }, new Transfer[]{ TextTransfer.getInstance() });
		clipboard.dispose();
	}

	@Override
	public void setFocus() {
		table.setFocus();
	}

	@Override
	public void dispose() {
		if (stopListening != null) {
			stopListening.run();
		}
		super.dispose();
	}
}
