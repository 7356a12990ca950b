package dev.quayside.ui.messages;

import dev.quayside.admin.OperationRecord;
import dev.quayside.ui.common.CopyRows;
import dev.quayside.ui.common.Placeholder;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.common.Workspace;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.OperationColumns;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.part.ViewPart;

import java.util.ArrayList;
import java.util.List;

/** Every change that was made from this window, the newest first. */
public final class OperationsView extends ViewPart {

	public static final String ID = "dev.quayside.ui.messages.operations";

	private final List<OperationRecord> entries = new ArrayList<>(Workspace.operations().entries());
	private Composite area;
	private Placeholder nothing;
	private Table table;
	private Runnable stopListening;

	@Override
	public void createPartControl(Composite parent) {
		area = new Composite(parent, SWT.NONE);
		area.setLayout(new StackLayout());
		nothing = new Placeholder(area, "Every delete, purge, save and send is written down here.");
		table = SpecTable.create(area, "Operations", OperationColumns.ALL, this::entry);
		CopyRows.enable(table, getSite(), index -> ColumnSpec.line(OperationColumns.ALL, entry(index)));
		CopyRows.menu(table, getSite());
		stopListening = Workspace.operations().onAdded(entry -> Ui.later(table, () -> {
			entries.add(entry);
			show();
		}));
		show();
	}

	private void show() {
		table.setItemCount(entries.size());
		table.clearAll();
		((StackLayout) area.getLayout()).topControl = entries.isEmpty() ? nothing : table;
		area.layout();
	}

	private OperationRecord entry(int index) {
		return index < entries.size() ? entries.get(entries.size() - 1 - index) : null;
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
