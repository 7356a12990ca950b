package dev.quayside.ui.directory;

import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.WaitingMessages.Count;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.RowColumn;
import dev.quayside.ui.model.directory.CertificateColumns;
import dev.quayside.ui.model.directory.CertificateRow;
import dev.quayside.ui.model.directory.ChangeColumns;
import dev.quayside.ui.model.directory.PreviewRow;
import dev.quayside.ui.model.directory.WaitingColumns;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;

import java.util.List;

/** What would become of one account: in words, line by line, and as LDIF there and back. */
final class ChangePanel extends Composite {

	private static final int LINES = 3;

	private final Text words;
	private final CTabFolder tabs;
	private final Table table;
	private final StyledText forward;
	private final StyledText inverse;
	private final Table waiting;
	private List<CertificateRow> rows = List.of();
	private List<Count> counts = List.of();

	ChangePanel(Composite parent) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(this);
		words = Ui.named(new Text(this, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER),
				"What becomes of the account");
		GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, words.getLineHeight() * LINES)
				.applyTo(words);
		tabs = Ui.named(new CTabFolder(this, SWT.TOP | SWT.FLAT), "Views of the change");
		GridDataFactory.fillDefaults().grab(true, true).applyTo(tabs);
		table = SpecTable.create(tabs, "What goes", CertificateColumns.ALL.stream().map(RowColumn::spec).toList(),
				index -> index < rows.size() ? rows.get(index) : null);
		tab("What goes", table);
		forward = text("LDIF of the change");
		tab("LDIF", forward);
		inverse = text("LDIF that takes it back");
		tab("Inverse LDIF", inverse);
		waiting = SpecTable.create(tabs, "Waiting messages by queue", WaitingColumns.ALL,
				index -> index < counts.size() ? counts.get(index) : null);
		tab("Waiting messages", waiting);
		tabs.setSelection(0);
	}

	private StyledText text(String name) {
		StyledText text = Ui.named(new StyledText(tabs, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL),
				name);
		text.setFont(JFaceResources.getTextFont());
		return text;
	}

	private void tab(String title, Control control) {
		CTabItem tab = new CTabItem(tabs, SWT.NONE);
		tab.setText(title);
		tab.setControl(control);
	}

	/** What is known of it at once. */
	void show(PreviewRow row, String instead) {
		words.setText(ChangeColumns.summary(row));
		show(List.of(), instead, instead);
		waiting(List.of());
	}

	void show(PreviewRow row, CertificateChange change) {
		words.setText(ChangeColumns.summary(row));
		show(ChangeColumns.removed(change), change.forward(), change.inverse());
	}

	/** Why there is nothing to be seen. */
	void fail(String sentences) {
		clear();
		words.setText(sentences);
	}

	void clear() {
		words.setText("");
		show(List.of(), "", "");
		waiting(List.of());
	}

	/** How many messages carry a certificate of the account that goes, queue by queue. */
	void waiting(List<Count> found) {
		counts = found;
		waiting.setItemCount(counts.size());
		waiting.clearAll();
	}

	private void show(List<CertificateRow> removed, String there, String back) {
		rows = removed;
		table.setItemCount(rows.size());
		table.clearAll();
		forward.setText(there);
		inverse.setText(back);
	}
}
