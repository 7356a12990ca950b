package dev.quayside.ui.directory;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;

/** Asks for a directory, and shows it. */
public final class AddDirectoryHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		open(HandlerUtil.getActiveWorkbenchWindow(event).getShell(), Optional.empty());
		return null;
	}

	/** @param edited empty: a new one */
	static void open(Shell shell, Optional<DirectorySession> edited) {
		DirectoryDialog dialog = new DirectoryDialog(shell, edited);
		dialog.open();
		dialog.answer().ifPresent(answer -> edited.ifPresentOrElse(
				session -> DirectorySessions.get().change(session, answer), () -> DirectorySessions.get().add(answer)));
	}
}
