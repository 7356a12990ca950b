package dev.quayside.ui.messages;

import dev.quayside.admin.Message;
import dev.quayside.admin.MessageSummary;
import dev.quayside.ui.common.CopyRows;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.BodyView;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.MessageDetails;
import dev.quayside.ui.model.Words;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.services.IServiceLocator;

import java.util.List;

/** The label, the body and the properties of one message. */
final class MessagePanel extends Composite {

	private final Label title;
	private final CTabFolder tabs;
	private final BodyTab body;
	private final Table properties;
	private List<MessageDetails.Detail> details = List.of();

	MessagePanel(Composite parent, IServiceLocator site) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(this);
		title = Ui.named(new Label(this, SWT.NONE), "Message");
		GridDataFactory.fillDefaults().grab(true, false).indent(6, 4).applyTo(title);
		tabs = Ui.named(new CTabFolder(this, SWT.BOTTOM | SWT.FLAT), "Parts of the message");
		GridDataFactory.fillDefaults().grab(true, true).applyTo(tabs);
		body = new BodyTab(tabs);
		tab("Body", body.control());
		properties = SpecTable.create(tabs, "Properties", MessageDetails.COLUMNS, this::detail);
		CopyRows.enable(properties, site, index -> ColumnSpec.line(MessageDetails.COLUMNS, detail(index)));
		CopyRows.menu(properties, site);
		tab("Properties", properties);
		tabs.setSelection(0);
	}

	private void tab(String text, Control control) {
		CTabItem tab = new CTabItem(tabs, SWT.NONE);
		tab.setText(text);
		tab.setControl(control);
	}

	private MessageDetails.Detail detail(int index) {
		return index < details.size() ? details.get(index) : null;
	}

	BodyTab body() {
		return body;
	}

	/** What is known before the body has come. */
	void show(MessageSummary summary) {
		title.setText(summary.label().isEmpty() ? "(no label)" : Ui.plain(Words.oneLine(summary.label())));
		details = MessageDetails.of(summary);
		properties.setItemCount(details.size());
		properties.clearAll();
		body.clear("Reading…");
	}

	/** @param view of its body; making it takes a while where the body is large, and belongs in a job */
	void show(Message message, BodyView view) {
		show(message.summary());
		body.show(message, view);
	}

	@Override
	public boolean setFocus() {
		return tabs.getSelectionIndex() == 0 ? body.text().setFocus() : properties.setFocus();
	}
}
