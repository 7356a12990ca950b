package dev.quayside.ui.common;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;

/** Asks before something is changed. */
public final class Confirm {

	private Confirm() {}

	/**
	 * @param action
	 *            on the button: "&Move"
	 */
	public static boolean ask(Shell shell, String title, String question, String action) {
		return new MessageDialog(shell, title, null, Ui.plain(question), MessageDialog.QUESTION, 0, action,
				IDialogConstants.CANCEL_LABEL).open() == IDialogConstants.OK_ID;
	}

	/** Likewise where there is no way back: whatever key is hit first does nothing. */
	public static boolean askCarefully(Shell shell, String title, String question, String action) {
		return new MessageDialog(shell, title, null, Ui.plain(question), MessageDialog.WARNING, 1, action,
				IDialogConstants.CANCEL_LABEL).open() == IDialogConstants.OK_ID;
	}
}
