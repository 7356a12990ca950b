package dev.quayside.ui.directory;

import dev.quayside.ui.common.SelectionSource;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.StructuredSelection;

/** What is selected in the one table of several that is shown. */
final class ShownRows extends SelectionSource {

	private final ISelectionChangedListener follower = event -> selectionChanged();
	private ISelectionProvider shown;

	/** From now on it is this one. */
	void show(ISelectionProvider table) {
		if (shown != null) {
			shown.removeSelectionChangedListener(follower);
		}
		shown = table;
		shown.addSelectionChangedListener(follower);
		selectionChanged();
	}

	@Override
	public ISelection getSelection() {
		return shown == null ? StructuredSelection.EMPTY : shown.getSelection();
	}

	@Override
	public void setSelection(ISelection selection) {
		if (shown != null) {
			shown.setSelection(selection);
		}
	}
}
