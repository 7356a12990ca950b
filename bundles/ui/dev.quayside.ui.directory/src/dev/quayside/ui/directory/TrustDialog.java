package dev.quayside.ui.directory;

import dev.quayside.admin.directory.ServerCertificate;
import dev.quayside.ui.common.Confirm;
import dev.quayside.ui.model.directory.DirectoryWords;

import org.eclipse.ui.PlatformUI;

/** Asks the user about the certificate of a server. */
final class TrustDialog {

	static final String TITLE = "Trust this server?";

	private TrustDialog() {}

	/** Blocks until the user has answered: for jobs only. */
	static boolean ask(ServerCertificate certificate) {
		return PlatformUI.isWorkbenchRunning() && PlatformUI.getWorkbench().getDisplay()
				.syncCall(() -> Confirm.askCarefully(
						PlatformUI.getWorkbench().getModalDialogShellProvider().getShell(), TITLE,
						DirectoryWords.question(certificate), "&Trust"));
	}
}
