package dev.quayside.ui.common;

import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.menus.UIElement;

import java.util.Optional;

/** Why commands are not offered, in their tooltips. */
public final class Refusals {

	private Refusals() {}

	/** Shows the reason below the name of the command, or what is ever said. */
	public static void show(UIElement element, String command, Optional<String> refusal) {
		element.setTooltip(refusal.map(reason -> name(command) + "\n" + reason).orElse(null));
	}

	/** The reason has changed: what shows the command is told. Callable on any thread. */
	public static void changed(String command) {
		Ui.later(() -> PlatformUI.getWorkbench().getService(ICommandService.class).refreshElements(command, null));
	}

	private static String name(String command) {
		try {
			return PlatformUI.getWorkbench().getService(ICommandService.class).getCommand(command).getName();
		} catch (NotDefinedException e) {
			throw new IllegalStateException("The command " + command + " is not there", e);
		}
	}
}
