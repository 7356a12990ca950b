package dev.quayside.ui.directory;

import dev.quayside.ui.common.Confirm;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.menus.UIElement;

import java.util.Optional;

/** Changes how the current directory is connected; plugin.xml says which of the ways. */
public final class SessionHandler extends OfferedHandler<SessionHandler.Way> {

	/** What is done with it. */
	enum Way {
		SETTINGS,
		REMOVE,
		READ_ONLY
	}

	public SessionHandler() {
		super(Way.class);
	}

	@Override
	Optional<String> why() {
		return DirectorySessions.get().current().isPresent()
				? Optional.empty()
				: Optional.of("No directory is on the list");
	}

	@Override
	public Object execute(ExecutionEvent event) {
		DirectorySessions.get().current()
				.ifPresent(session -> run(HandlerUtil.getActiveWorkbenchWindow(event).getShell(), session));
		return null;
	}

	private void run(Shell shell, DirectorySession session) {
		switch (way()) {
			case SETTINGS -> AddDirectoryHandler.open(shell, Optional.of(session));
			case READ_ONLY -> DirectorySessions.get().setReadOnly(session, !session.isReadOnly());
			case REMOVE -> remove(shell, session);
			default -> throw new IllegalStateException(way() + " is no way");
		}
	}

	private static void remove(Shell shell, DirectorySession session) {
		if (Confirm.ask(shell, "Remove directory", "Take " + session.title()
				+ " off the list, with its password?\n\nNothing is changed in the directory itself.", "&Remove")) {
			DirectorySessions.get().remove(session);
		}
	}

	@Override
	void show(UIElement element) {
		if (way() == Way.READ_ONLY) {
			element.setChecked(DirectorySessions.get().current().filter(DirectorySession::isReadOnly).isPresent());
		}
	}
}
