package dev.quayside.ui.common;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

import java.util.Arrays;

/** Asks for the master password of the secure storage, or for a new one twice. */
final class MasterPasswordDialog extends TitleAreaDialog {

	private static final String NEW = "It encrypts the passwords that are remembered in this workspace, because no\n"
			+ "keyring of the system is open. It is asked for once after each start.";
	private static final String KNOWN = "It decrypts the passwords that are remembered in this workspace.";

	private final boolean isNew;
	private final boolean isWrong;
	private PasswordField password;
	private PasswordField again;
	private char[] answer;

	MasterPasswordDialog(boolean isNew, boolean isWrong) {
		super(PlatformUI.getWorkbench().getModalDialogShellProvider().getShell());
		this.isNew = isNew;
		this.isWrong = isWrong;
	}

	/** The caller wipes it. */
	char[] answer() {
		return answer;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Master password");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle(isNew ? "Choose a master password" : "Type the master password");
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(10, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		password = new PasswordField(area, "&Master password:", this::validate);
		again = isNew ? new PasswordField(area, "&Once more:", this::validate) : null;
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, isNew ? "OK" : "Open", true);
		createButton(parent, CANCEL, "Cancel", false);
		validate();
		if (isWrong) {
			setMessage("That was not the master password.", IMessageProvider.ERROR);
		}
	}

	private void validate() {
		boolean isSame = again == null || isSame();
		boolean isTyped = !password.isEmpty() && (again == null || !again.isEmpty());
		setMessage(isTyped && !isSame ? "The two passwords are not the same." : isNew ? NEW : KNOWN,
				isTyped && !isSame ? IMessageProvider.ERROR : IMessageProvider.NONE);
		getButton(OK).setEnabled(isTyped && isSame);
	}

	private boolean isSame() {
		char[] first = password.characters();
		char[] second = again.characters();
		try {
			return Arrays.equals(first, second);
		} finally {
			Arrays.fill(first, '\0');
			Arrays.fill(second, '\0');
		}
	}

	@Override
	protected void okPressed() {
		answer = password.characters();
		super.okPressed();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
