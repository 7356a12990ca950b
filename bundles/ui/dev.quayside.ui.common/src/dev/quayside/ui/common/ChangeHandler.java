package dev.quayside.ui.common;

import dev.quayside.ui.model.Changeable;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.ISources;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.IHandlerService;

/** Changes what is selected, and is not offered where the connection is read-only. */
public abstract class ChangeHandler extends AbstractHandler {

	private final Runnable stopListening;

	protected ChangeHandler() {
		stopListening = Connections.get().onChanged(this::update);
	}

	/** The read-only mark may have come or gone. */
	private void update() {
		setEnabled(PlatformUI.getWorkbench().getService(IHandlerService.class).getCurrentState());
	}

	@Override
	public void setEnabled(Object evaluationContext) {
		setBaseEnabled(HandlerUtil.getVariable(evaluationContext,
				ISources.ACTIVE_CURRENT_SELECTION_NAME) instanceof IStructuredSelection selection
				&& isChangeable(selection));
	}

	/** Whether there is something and all of it may be changed. */
	private static boolean isChangeable(IStructuredSelection selection) {
		for (Object element : selection) {
			if (!(element instanceof Changeable changeable && changeable.isChangeable())) {
				return false;
			}
		}
		return !selection.isEmpty();
	}

	@Override
	public void dispose() {
		stopListening.run();
		super.dispose();
	}
}
