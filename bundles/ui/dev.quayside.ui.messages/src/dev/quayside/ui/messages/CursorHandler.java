package dev.quayside.ui.messages;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Refusals;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.ISources;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.menus.UIElement;

import java.util.Map;
import java.util.Optional;

/** Does something with what is selected in the Cursors view; its data names the action. */
public final class CursorHandler extends AbstractHandler implements IElementUpdater, IExecutableExtension {

	private final Runnable stopListening;
	private CursorAction action;
	private String command = "";
	private Optional<String> refusal = Optional.empty();

	public CursorHandler() {
		stopListening = Connections.get().onChanged(() -> setEnabled(
				PlatformUI.getWorkbench().getService(IHandlerService.class).getCurrentState()));
	}

	@Override
	public void setInitializationData(IConfigurationElement config, String property, Object data) {
		action = CursorAction.valueOf(String.valueOf(data));
		command = String.valueOf(config.getAttribute("commandId"));
	}

	@Override
	public void setEnabled(Object evaluationContext) {
		Optional<String> now = HandlerUtil.getVariable(evaluationContext,
				ISources.ACTIVE_CURRENT_SELECTION_NAME) instanceof IStructuredSelection selection
				&& selection.getFirstElement() instanceof HeldNode node
						? refusal(node)
						: Optional.of("Select what is open");
		setBaseEnabled(now.isEmpty());
		if (!now.equals(refusal)) {
			refusal = now;
			Refusals.changed(command);
		}
	}

	private Optional<String> refusal(HeldNode node) {
		return action.isChange(node) && !node.isChangeable()
				? Optional.of("The connection is marked as read-only")
				: action.refusal(node);
	}

	@Override
	@SuppressWarnings("rawtypes")
	public void updateElement(UIElement element, Map parameters) {
		Refusals.show(element, command, refusal);
	}

	@Override
	public Object execute(ExecutionEvent event) {
		if (HandlerUtil.getActivePart(event) instanceof CursorsView view && HandlerUtil
				.getCurrentStructuredSelection(event).getFirstElement() instanceof HeldNode node) {
			new CursorWork(view, node).run(action);
		}
		return null;
	}

	@Override
	public void dispose() {
		stopListening.run();
		super.dispose();
	}
}
