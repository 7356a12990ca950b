package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.ISelectionService;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.menus.UIElement;

import java.util.Map;

/** Marks the selected connections as read-only, or takes the mark away. */
public final class ReadOnlyHandler extends AbstractHandler implements IElementUpdater {

	@Override
	public Object execute(ExecutionEvent event) {
		IStructuredSelection selection = HandlerUtil.getCurrentStructuredSelection(event);
		boolean mark = !isMarked(selection);
		for (Object element : selection) {
			if (element instanceof Manager manager) {
				Connections.get().setReadOnly(manager, mark);
			}
		}
		return null;
	}

	private static boolean isMarked(IStructuredSelection selection) {
		return selection.getFirstElement() instanceof Manager manager && manager.isReadOnly();
	}

	/** The check mark in the menu. */
	@Override
	@SuppressWarnings("rawtypes")
	public void updateElement(UIElement element, Map parameters) {
		ISelectionService selections = element.getServiceLocator().getService(ISelectionService.class);
		element.setChecked(selections != null && selections.getSelection() instanceof IStructuredSelection selection
				&& isMarked(selection));
	}
}
