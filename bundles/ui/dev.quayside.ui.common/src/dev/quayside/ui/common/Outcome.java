package dev.quayside.ui.common;

import dev.quayside.admin.AdminException;
import dev.quayside.admin.AdminOperation;
import dev.quayside.ui.model.QueueWords;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.PlatformUI;

/** Says how something ended: in the status line, and what went wrong in a dialog too. Callable on any thread. */
public final class Outcome {

	private Outcome() {}

	/**
	 * @param what
	 *            was done: "Purge"
	 */
	public static void say(String what, IStatus status) {
		log(what, status);
		if (isBad(status)) {
			Ui.later(() -> dialog(what, status));
		}
	}

	/** In the status line and the log only. */
	static void log(String what, IStatus status) {
		Ui.later(() -> {
			Ui.page().map(page -> page.getActivePart()).map(IWorkbenchPart::getSite)
					.ifPresent(
							site -> line(site, isBad(status) ? what + ": " + status.getMessage() : status.getMessage(),
									isBad(status)));
			if (isBad(status)) {
				Platform.getLog(Outcome.class).log(status);
			}
		});
	}

	/** A failure for which there is no better place than a dialog. */
	public static void failed(String what, AdminException e) {
		Ui.later(() -> {
			Platform.getLog(Outcome.class).log(new Status(IStatus.ERROR, AdminOperation.PLUGIN, what, e));
			MessageDialog.openError(shell(), what, Ui.plain(QueueWords.failure(e)));
		});
	}

	private static boolean isBad(IStatus status) {
		return status.getSeverity() == IStatus.ERROR || status.getSeverity() == IStatus.WARNING;
	}

	private static void dialog(String what, IStatus status) {
		if (status.isMultiStatus()) {
			ErrorDialog.openError(shell(), what, null, status);
		} else {
			String text = status.getException() instanceof AdminException e
					&& e.getMessage().equals(status.getMessage()) ? QueueWords.failure(e) : status.getMessage();
			MessageDialog.openError(shell(), what, Ui.plain(text));
		}
	}

	private static Shell shell() {
		return PlatformUI.getWorkbench().getModalDialogShellProvider().getShell();
	}

	private static void line(IWorkbenchPartSite site, String text, boolean isError) {
		IStatusLineManager line = site instanceof IViewSite view
				? view.getActionBars().getStatusLineManager()
				: site instanceof IEditorSite editor ? editor.getActionBars().getStatusLineManager() : null;
		if (line != null) {
			line.setErrorMessage(isError ? Ui.plain(text) : null);
			line.setMessage(Ui.plain(text));
		}
	}
}
