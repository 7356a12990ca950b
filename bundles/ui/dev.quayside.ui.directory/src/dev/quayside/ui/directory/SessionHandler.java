package dev.quayside.ui.directory;

import dev.quayside.ui.common.Confirm;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.menus.UIElement;

import java.util.Map;
import java.util.Optional;

/** Changes how the current directory is connected; plugin.xml says which of the ways. */
public final class SessionHandler extends AbstractHandler implements IElementUpdater, IExecutableExtension {

	/** What is done with it. */
	enum Way {
		SETTINGS,
		REMOVE,
		READ_ONLY
	}

	private final Runnable stopListening;
	private Way way = Way.SETTINGS;
	private String command = "";

	public SessionHandler() {
		stopListening = DirectorySessions.get().onChanged(this::update);
		update();
	}

	@Override
	public void setInitializationData(IConfigurationElement config, String property, Object data) {
		way = Way.valueOf(String.valueOf(data));
		command = String.valueOf(config.getAttribute("commandId"));
	}

	private void update() {
		setBaseEnabled(DirectorySessions.get().current().isPresent());
		if (!command.isEmpty()) {
			PlatformUI.getWorkbench().getService(ICommandService.class).refreshElements(command, null);
		}
	}

	@Override
	public Object execute(ExecutionEvent event) {
		DirectorySessions.get().current()
				.ifPresent(session -> run(HandlerUtil.getActiveWorkbenchWindow(event).getShell(), session));
		return null;
	}

	private void run(Shell shell, DirectorySession session) {
		switch (way) {
			case SETTINGS -> AddDirectoryHandler.open(shell, Optional.of(session));
			case READ_ONLY -> DirectorySessions.get().setReadOnly(session, !session.isReadOnly());
			case REMOVE -> remove(shell, session);
			default -> throw new IllegalStateException(way + " is no way");
		}
	}

	private static void remove(Shell shell, DirectorySession session) {
		if (Confirm.ask(shell, "Remove directory", "Take " + session.title()
				+ " off the list, with its password?\n\nNothing is changed in the directory itself.", "&Remove")) {
			DirectorySessions.get().remove(session);
		}
	}

	@Override
	@SuppressWarnings("rawtypes")
	public void updateElement(UIElement element, Map parameters) {
		if (way == Way.READ_ONLY) {
			element.setChecked(
					DirectorySessions.get().current().filter(DirectorySession::isReadOnly).isPresent());
		}
	}

	@Override
	public void dispose() {
		stopListening.run();
		super.dispose();
	}
}
