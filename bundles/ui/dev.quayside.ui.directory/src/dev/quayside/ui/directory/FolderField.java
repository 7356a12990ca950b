package dev.quayside.ui.directory;

import dev.quayside.ui.common.Ui;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** A folder, typed or chosen. */
final class FolderField extends Composite {

	private final Text folder;

	/**
	 * @param label
	 *            with the mark of its key
	 * @param message
	 *            what the folder is for, as the dialog that chooses one says it
	 */
	FolderField(Composite parent, String label, String message, Runnable changed) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).applyTo(this);
		new Label(this, SWT.NONE).setText(label + ':');
		folder = Ui.named(new Text(this, SWT.BORDER), label.replace("&", ""));
		folder.setText(Backups.folder());
		folder.addListener(SWT.Modify, event -> changed.run());
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(folder);
		Button browse = new Button(this, SWT.PUSH);
		browse.setText("B&rowse…");
		browse.addListener(SWT.Selection, event -> {
			DirectoryDialog dialog = new DirectoryDialog(getShell());
			dialog.setMessage(message);
			String chosen = dialog.open();
			if (chosen != null) {
				folder.setText(chosen);
			}
		});
	}

	String text() {
		return folder.getText().strip();
	}

	void text(String text) {
		folder.setText(text);
	}

	@Override
	public boolean setFocus() {
		return folder.setFocus();
	}

	@Override
	public void setEnabled(boolean isEnabled) {
		super.setEnabled(isEnabled);
		for (Control child : getChildren()) {
			child.setEnabled(isEnabled);
		}
	}
}
