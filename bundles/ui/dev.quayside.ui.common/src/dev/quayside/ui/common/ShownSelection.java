package dev.quayside.ui.common;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.StructuredSelection;

/** What a page shows, as its selection, so that commands work on it. */
final class ShownSelection extends SelectionSource {

	private ISelection selection = StructuredSelection.EMPTY;

	/** @param element null: nothing is shown */
	void show(Object element) {
		setSelection(element == null ? StructuredSelection.EMPTY : new StructuredSelection(element));
	}

	@Override
	public ISelection getSelection() {
		return selection;
	}

	@Override
	public void setSelection(ISelection wanted) {
		selection = wanted;
		selectionChanged();
	}
}
