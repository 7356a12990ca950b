package dev.quayside.ui.common;

import dev.quayside.ui.model.Changeable;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.ui.ISources;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.menus.UIElement;

import java.util.Map;
import java.util.Optional;

/**
 * Changes what is selected. Where the connection is read-only, or the queue manager does not offer it, it is not offered
 * either, and the tooltip says why.
 */
public abstract class ChangeHandler extends AbstractHandler implements IElementUpdater, IExecutableExtension {

	private final Runnable stopListening;
	private String command = "";
	private Optional<String> refusal = Optional.empty();

	protected ChangeHandler() {
		stopListening = Connections.get().onChanged(this::update);
	}

	@Override
	public void setInitializationData(IConfigurationElement config, String property, Object data) {
		command = String.valueOf(config.getAttribute("commandId"));
	}

	/** The read-only mark may have come or gone. */
	private void update() {
		setEnabled(PlatformUI.getWorkbench().getService(IHandlerService.class).getCurrentState());
	}

	@Override
	public void setEnabled(Object evaluationContext) {
		IStructuredSelection selection = HandlerUtil.getVariable(evaluationContext,
				ISources.ACTIVE_CURRENT_SELECTION_NAME) instanceof IStructuredSelection selected
						? selected
						: StructuredSelection.EMPTY;
		Optional<String> now = selection.isEmpty() ? Optional.empty() : why(selection);
		setBaseEnabled(!selection.isEmpty() && now.isEmpty());
		if (!now.equals(refusal)) {
			refusal = now;
			Refusals.changed(command);
		}
	}

	private Optional<String> why(IStructuredSelection selection) {
		for (Object element : selection) {
			if (!(element instanceof Changeable changeable)) {
				return Optional.of("It is for something else than what is selected");
			}
			if (!changeable.isChangeable()) {
				return Optional.of("The connection is marked as read-only");
			}
		}
		return refusal(selection);
	}

	/** Why what is selected cannot be changed like this, as a sentence; empty: it can. */
	protected Optional<String> refusal(IStructuredSelection selection) {
		return Optional.empty();
	}

	@Override
	@SuppressWarnings("rawtypes")
	public void updateElement(UIElement element, Map parameters) {
		Refusals.show(element, command, refusal);
	}

	@Override
	public void dispose() {
		stopListening.run();
		super.dispose();
	}
}
