package dev.quayside.ui.messages;

import dev.quayside.admin.Message;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.SpecTable;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.BodyView;
import dev.quayside.ui.model.MessageRow;
import dev.quayside.ui.model.Words;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.services.IServiceLocator;

import java.util.List;

/** Shows messages that were taken out of a queue and are nowhere else any more, unless they were saved. */
final class ReceivedDialog extends Dialog {

	private final IServiceLocator site;
	private final String where;
	private final List<Message> messages;
	private MessagePanel panel;
	private Message shown;

	ReceivedDialog(Shell shell, IServiceLocator site, String where, List<Message> messages) {
		super(shell);
		this.site = site;
		this.where = where;
		this.messages = messages;
		setShellStyle(SWT.SHELL_TRIM | SWT.MODELESS);
		setBlockOnOpen(false);
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Received messages");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Label title = new Label(area, SWT.NONE);
		title.setText(Ui.plain(Words.messages(messages.size()) + " received from " + where));
		SashForm parts = new SashForm(area, SWT.VERTICAL);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(parts);
		if (messages.size() > 1) {
			table(parts);
		}
		Composite below = new Composite(parts, SWT.NONE);
		GridLayoutFactory.fillDefaults().applyTo(below);
		panel = new MessagePanel(below, site);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(panel);
		parts.setWeights(messages.size() > 1 ? new int[]{ 35, 65 } : new int[]{ 100 });
		show(messages.get(0));
		return area;
	}

	private void table(Composite parent) {
		Table table = SpecTable.create(parent, "Received", MessageRow.COLUMNS, this::row);
		table.setItemCount(messages.size());
		table.select(0);
		table.addListener(SWT.Selection, event -> {
			if (table.getSelectionIndex() >= 0) {
				show(messages.get(table.getSelectionIndex()));
			}
		});
	}

	private MessageRow row(int index) {
		return index < messages.size() ? new MessageRow(Words.count(index + 1L), messages.get(index).summary()) : null;
	}

	private void show(Message message) {
		shown = message;
		panel.show(message.summary());
		BackgroundJob.schedule("Show a message", monitor -> {
			BodyView view = BodyView.of(message);
			Ui.later(panel, () -> {
				if (message == shown) {
					panel.show(message, view);
				}
			});
		});
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, IDialogConstants.CLOSE_LABEL, true);
	}

	@Override
	protected Point getInitialSize() {
		return new Point(convertWidthInCharsToPixels(100), convertHeightInCharsToPixels(32));
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
