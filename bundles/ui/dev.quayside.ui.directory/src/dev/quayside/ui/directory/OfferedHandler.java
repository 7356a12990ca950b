package dev.quayside.ui.directory;

import dev.quayside.ui.common.Ui;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.menus.UIElement;

import java.util.Map;
import java.util.Optional;

/** Does something in the current directory, in the way that plugin.xml names. Where it is not offered the tooltip says why. */
abstract class OfferedHandler<W extends Enum<W>> extends AbstractHandler
		implements
			IElementUpdater,
			IExecutableExtension {

	private final Class<W> ways;
	private final Runnable stopListening;
	private W way;
	private String command = "";
	private Optional<String> refusal = Optional.empty();

	OfferedHandler(Class<W> ways) {
		this.ways = ways;
		way = ways.getEnumConstants()[0];
		stopListening = DirectorySessions.get().onChanged(() -> {
			setEnabled(null);
			refresh();
		});
	}

	final W way() {
		return way;
	}

	/** Why it cannot be done now, a sentence; empty if it can. */
	abstract Optional<String> why();

	/** The same of everything that changes a directory, and where {@code isChange} is false of what only reads. */
	static Optional<String> whyNot(Optional<DirectorySession> session, boolean isChange) {
		if (session.isEmpty() || session.get().current().isEmpty()) {
			return Optional.of("No directory is connected");
		}
		return isChange && session.get().isReadOnly()
				? Optional.of("The directory is marked as read-only")
				: Optional.empty();
	}

	@Override
	public final void setInitializationData(IConfigurationElement config, String property, Object data) {
		way = Enum.valueOf(ways, String.valueOf(data));
		command = String.valueOf(config.getAttribute("commandId"));
		setEnabled(null);
	}

	@Override
	public final void setEnabled(Object evaluationContext) {
		Optional<String> now = why();
		setBaseEnabled(now.isEmpty());
		if (!now.equals(refusal)) {
			refusal = now;
			refresh();
		}
	}

	private void refresh() {
		Ui.later(() -> PlatformUI.getWorkbench().getService(ICommandService.class).refreshElements(command, null));
	}

	@Override
	@SuppressWarnings("rawtypes")
	public final void updateElement(UIElement element, Map parameters) {
		element.setTooltip(refusal.orElse(null));
		show(element);
	}

	/** What else the button or entry shows. */
	void show(UIElement element) {
		// mostly nothing
	}

	@Override
	public void dispose() {
		stopListening.run();
		super.dispose();
	}
}
