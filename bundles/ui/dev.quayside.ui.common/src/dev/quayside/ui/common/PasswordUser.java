package dev.quayside.ui.common;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.model.KnownQueueManager;
import dev.quayside.ui.model.SignIn;

import org.eclipse.jface.window.Window;
import org.eclipse.ui.PlatformUI;

import java.util.Optional;
import java.util.function.Consumer;

/** The user of the window, asked and told in dialogs from jobs. */
final class PasswordUser implements SignIn.User {

	private final Consumer<KnownQueueManager> remembered;

	/** @param remembered told on the thread of the job */
	PasswordUser(Consumer<KnownQueueManager> remembered) {
		this.remembered = remembered;
	}

	@Override
	public Optional<SignIn.Answer> password(KnownQueueManager entry, String reason) {
		if (!PlatformUI.isWorkbenchRunning()) {
			return Optional.empty();
		}
		return PlatformUI.getWorkbench().getDisplay().syncCall(() -> {
			PasswordDialog dialog = new PasswordDialog(
					PlatformUI.getWorkbench().getModalDialogShellProvider().getShell(), entry, reason);
			return dialog.open() == Window.OK ? Optional.of(dialog.answer()) : Optional.<SignIn.Answer>empty();
		});
	}

	@Override
	public void remembered(KnownQueueManager entry) {
		remembered.accept(entry);
	}

	@Override
	public void cannotKeep(KnownQueueManager entry, String reason) {
		Outcome.failed("The password is not remembered", new QueueManagerException(QueueManagerException.Kind.FAILED,
				reason, "It is used until the window is closed, and asked for at the next start", null));
	}
}
