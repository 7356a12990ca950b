package dev.quayside.ui.messages;

import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/** Asks how to open a queue for trying out cursors and receives. */
final class HoldDialog extends MessageDialog {

	private final boolean canReceive;
	private Button receive;
	private Button exclusive;
	private boolean isReceive;
	private boolean isExclusive;

	HoldDialog(Shell shell, QueueNode queue) {
		super(shell, "Open queue", null, "Open " + Ui.plain(queue.where())
				+ " and keep it open?\n\nCursors and receives can then be tried out there until it is closed.",
				MessageDialog.QUESTION, 0, "&Open", IDialogConstants.CANCEL_LABEL);
		canReceive = queue.isChangeable();
	}

	boolean ask() {
		return open() == IDialogConstants.OK_ID;
	}

	/** Else to peek. */
	boolean isReceive() {
		return isReceive;
	}

	boolean isExclusive() {
		return isExclusive;
	}

	@Override
	protected Control createCustomArea(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().applyTo(area);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
		Button peek = button(area, SWT.RADIO, "To &peek: nothing can be taken");
		receive = button(area, SWT.RADIO, "To &receive");
		exclusive = button(area, SWT.CHECK, "&Exclusively: nobody else can receive meanwhile");
		receive.setEnabled(canReceive);
		exclusive.setEnabled(canReceive);
		(canReceive ? receive : peek).setSelection(true);
		return area;
	}

	private static Button button(Composite area, int style, String text) {
		Button button = new Button(area, style);
		button.setText(text);
		return button;
	}

	@Override
	protected void buttonPressed(int buttonId) {
		isReceive = receive.getSelection();
		isExclusive = exclusive.getSelection();
		super.buttonPressed(buttonId);
	}
}
