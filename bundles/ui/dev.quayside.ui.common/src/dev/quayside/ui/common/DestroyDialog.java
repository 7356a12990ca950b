package dev.quayside.ui.common;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Asks before messages are destroyed, and offers to save them first. */
public final class DestroyDialog extends MessageDialog {

	private Button save;
	private Text folder;
	private Optional<Path> answer = Optional.empty();

	/**
	 * @param action
	 *            on the button: "&Delete"
	 */
	public DestroyDialog(Shell shell, String title, String question, String action) {
		super(shell, title, null, Ui.plain(question), MessageDialog.WARNING, 1, action, IDialogConstants.CANCEL_LABEL);
		setShellStyle(getShellStyle() | SWT.RESIZE);
	}

	/** Whether the user wants it done. */
	public boolean ask() {
		return open() == IDialogConstants.OK_ID;
	}

	/** Where to save first; empty: not at all. */
	public Optional<Path> folder() {
		return answer;
	}

	@Override
	protected Control createCustomArea(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
		save = new Button(area, SWT.CHECK);
		save.setText("&Save bodies and properties first, in this folder:");
		save.setSelection(true);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(save);
		folder = new Text(area, SWT.BORDER);
		folder.setText(Workspace.savedMessages().resolve(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT)
				.format(LocalDateTime.now())).toString());
		Ui.named(folder, "Folder");
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(60), SWT.DEFAULT)
				.applyTo(folder);
		Button browse = new Button(area, SWT.PUSH);
		browse.setText("B&rowse…");
		browse.addListener(SWT.Selection, event -> browse());
		save.addListener(SWT.Selection, event -> {
			folder.setEnabled(save.getSelection());
			browse.setEnabled(save.getSelection());
			validate();
		});
		folder.addListener(SWT.Modify, event -> validate());
		return area;
	}

	/** Whatever key is hit first destroys nothing. */
	@Override
	public void create() {
		super.create();
		getButton(IDialogConstants.CANCEL_ID).setFocus();
	}

	private void browse() {
		DirectoryDialog dialog = new DirectoryDialog(getShell());
		dialog.setText("Save messages");
		dialog.setMessage("Bodies and properties are written into files in this folder.");
		String chosen = dialog.open();
		if (chosen != null) {
			folder.setText(chosen);
		}
	}

	/** A folder has to be named where one is wanted. */
	private void validate() {
		Button action = getButton(IDialogConstants.OK_ID);
		if (action != null) {
			action.setEnabled(!save.getSelection() || path().isPresent());
		}
	}

	private Optional<Path> path() {
		try {
			return folder.getText().isBlank() ? Optional.empty() : Optional.of(Path.of(folder.getText().strip()));
		} catch (InvalidPathException e) {
			return Optional.empty();
		}
	}

	@Override
	protected void buttonPressed(int buttonId) {
		answer = save.getSelection() ? path() : Optional.empty();
		super.buttonPressed(buttonId);
	}
}
