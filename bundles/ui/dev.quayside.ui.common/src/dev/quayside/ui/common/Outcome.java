package dev.quayside.ui.common;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.IEditorSite;

/** Says in the status line how an operation ended; errors also open a dialog, which the job does. */
public final class Outcome {

	private Outcome() {}

	public static void say(IStatus status) {
		Ui.later(() -> Ui.page().map(page -> page.getActivePart()).map(IWorkbenchPart::getSite)
				.ifPresent(site -> say(site, status)));
	}

	private static void say(IWorkbenchPartSite site, IStatus status) {
		IStatusLineManager line = site instanceof IViewSite view
				? view.getActionBars().getStatusLineManager()
				: site instanceof IEditorSite editor ? editor.getActionBars().getStatusLineManager() : null;
		if (line == null) {
			return;
		}
		if (status.getSeverity() == IStatus.ERROR) {
			line.setErrorMessage(status.getMessage());
		} else {
			line.setErrorMessage(null);
			line.setMessage(status.getMessage());
		}
	}
}
