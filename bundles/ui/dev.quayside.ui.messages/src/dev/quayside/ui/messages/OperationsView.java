package dev.quayside.ui.messages;

import dev.quayside.admin.OperationJournal;
import dev.quayside.admin.OperationRecord;
import dev.quayside.ui.common.BackgroundJob;
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

import java.io.UncheckedIOException;
import java.util.List;

/** Every change that was made from this window, the newest first. */
public final class OperationsView extends ViewPart {

	public static final String ID = "dev.quayside.ui.messages.operations";

	private List<OperationRecord> entries = List.of();
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
		show(List.of());
		BackgroundJob.schedule("Read the operations", monitor -> read());
	}

	private void read() {
		try {
			OperationJournal journal = Workspace.operations();
			Runnable stop = journal.onAdded(entry -> changed(journal));
			Ui.later(() -> listening(stop));
			changed(journal);
		} catch (UncheckedIOException e) {
			Ui.later(nothing, () -> nothing.setText(e.getMessage()));
		}
	}

	private void listening(Runnable stop) {
		stopListening = stop;
		if (area.isDisposed()) {
			stop.run();
		}
	}

	private void changed(OperationJournal journal) {
		List<OperationRecord> now = journal.entries();
		Ui.later(table, () -> show(now));
	}

	/** The journal only grows: a shorter list has come late. */
	private void show(List<OperationRecord> now) {
		if (now.size() < entries.size()) {
			return;
		}
		entries = now;
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
