package dev.quayside.ui.queues;

import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.KnownQueueManager;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for the address of a queue manager. */
final class AddQueueManagerDialog extends TitleAreaDialog {

	private static final String HELP = "The connection is anonymous and not protected: for trusted networks only.";

	private Text host;
	private Text rpcPort;
	private Text transferPort;
	private Button readOnly;
	private KnownQueueManager answer;

	AddQueueManagerDialog(Shell shell) {
		super(shell);
	}

	KnownQueueManager answer() {
		return answer;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Add queue manager");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Add a queue manager");
		setMessage(HELP);
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(10, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		host = field(area, "&Host:", "name or address");
		rpcPort = field(area, "&RPC port:", "found by itself, mostly 2103");
		transferPort = field(area, "&Port of the binary protocol:", "1801");
		readOnly = new Button(area, SWT.CHECK);
		readOnly.setText("Read-only: offer &nothing that changes anything there");
		GridDataFactory.fillDefaults().span(2, 1).applyTo(readOnly);
		return area;
	}

	private Text field(Composite area, String label, String hint) {
		new Label(area, SWT.NONE).setText(label);
		Text text = new Text(area, SWT.BORDER);
		text.setMessage(hint);
		Ui.named(text, label.replace("&", "").replace(":", ""));
		text.addListener(SWT.Modify, event -> validate());
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(36), SWT.DEFAULT)
				.applyTo(text);
		return text;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, "Add", true).setEnabled(false);
		createButton(parent, CANCEL, "Cancel", false);
	}

	private void validate() {
		try {
			answer = parse();
			setMessage(HELP);
		} catch (IllegalArgumentException e) {
			answer = null;
			setMessage(host.getText().isBlank() ? HELP : e.getMessage(),
					host.getText().isBlank() ? IMessageProvider.NONE : IMessageProvider.ERROR);
		}
		getButton(OK).setEnabled(answer != null);
	}

	private KnownQueueManager parse() {
		String port = rpcPort.getText().strip();
		String name = host.getText().strip();
		QueueManagerAddress address = QueueManagerAddress.parse(port.isEmpty() ? name : name + ":" + port);
		String transfer = transferPort.getText().strip();
		if (!transfer.isEmpty()) {
			if (!transfer.matches("[0-9]{1,5}")) {
				throw new IllegalArgumentException("'" + transfer + "' is no port: expected a number from 1 to 65535");
			}
			address = address.withTransferPort(Integer.parseInt(transfer));
		}
		return new KnownQueueManager(address, readOnly.getSelection());
	}

	@Override
	protected void okPressed() {
		answer = parse();
		super.okPressed();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
