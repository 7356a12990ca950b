package dev.quayside.ui.common;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.model.SignIn;

import org.eclipse.jface.window.Window;
import org.eclipse.ui.PlatformUI;

import java.util.Optional;
import java.util.function.Consumer;

/** The user of the window, asked and told in dialogs from jobs. */
public final class PasswordUser implements SignIn.User {

	private final Consumer<Boolean> remembered;

	/** @param remembered told on the thread of the job whether the password is kept */
	public PasswordUser(Consumer<Boolean> remembered) {
		this.remembered = remembered;
	}

	@Override
	public Optional<SignIn.Answer> password(SignIn.Place place, String reason) {
		if (!PlatformUI.isWorkbenchRunning()) {
			return Optional.empty();
		}
		return PlatformUI.getWorkbench().getDisplay().syncCall(() -> {
			PasswordDialog dialog = new PasswordDialog(
					PlatformUI.getWorkbench().getModalDialogShellProvider().getShell(), place, reason);
			return dialog.open() == Window.OK ? Optional.of(dialog.answer()) : Optional.<SignIn.Answer>empty();
		});
	}

	@Override
	public void remembered(boolean isKept) {
		remembered.accept(isKept);
	}

	@Override
	public void cannotKeep(String reason) {
		Outcome.failed("The password is not remembered", new QueueManagerException(QueueManagerException.Kind.FAILED,
				reason, "It is used until the window is closed, and asked for at the next start", null));
	}
}
