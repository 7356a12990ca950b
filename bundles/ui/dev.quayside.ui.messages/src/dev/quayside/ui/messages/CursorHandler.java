package dev.quayside.ui.messages;

import dev.quayside.ui.common.Connections;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.ISources;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.IHandlerService;

/** Does something with what is selected in the Cursors view; its data names the action. */
public final class CursorHandler extends AbstractHandler implements IExecutableExtension {

	private final Runnable stopListening;
	private CursorAction action;

	public CursorHandler() {
		stopListening = Connections.get().onChanged(() -> setEnabled(
				PlatformUI.getWorkbench().getService(IHandlerService.class).getCurrentState()));
	}

	@Override
	public void setInitializationData(IConfigurationElement config, String property, Object data) {
		action = CursorAction.valueOf(String.valueOf(data));
	}

	@Override
	public void setEnabled(Object evaluationContext) {
		setBaseEnabled(HandlerUtil.getVariable(evaluationContext,
				ISources.ACTIVE_CURRENT_SELECTION_NAME) instanceof IStructuredSelection selection
				&& selection.getFirstElement() instanceof HeldNode node && action.refusal(node).isEmpty()
				&& (node.isChangeable() || !action.isChange(node)));
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
