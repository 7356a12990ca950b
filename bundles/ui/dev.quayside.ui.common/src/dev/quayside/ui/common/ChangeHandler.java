package dev.quayside.ui.common;

import dev.quayside.ui.model.Changeable;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.ISources;
import org.eclipse.ui.handlers.HandlerUtil;

/** Changes what is selected, and is not offered where the connection is read-only. */
public abstract class ChangeHandler extends AbstractHandler {

	@Override
	public void setEnabled(Object evaluationContext) {
		setBaseEnabled(HandlerUtil.getVariable(evaluationContext,
				ISources.ACTIVE_CURRENT_SELECTION_NAME) instanceof IStructuredSelection selection
				&& isChangeable(selection));
	}

	/** Whether there is something and all of it may be changed. */
	public static boolean isChangeable(IStructuredSelection selection) {
		if (selection.isEmpty()) {
			return false;
		}
		for (Object element : selection) {
			if (!(element instanceof Changeable changeable && changeable.isChangeable())) {
				return false;
			}
		}
		return true;
	}
}
