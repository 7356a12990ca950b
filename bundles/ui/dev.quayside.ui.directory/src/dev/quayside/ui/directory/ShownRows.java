package dev.quayside.ui.directory;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is selected in the one table of several that is shown. */
final class ShownRows implements ISelectionProvider {

	private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();
	private final ISelectionChangedListener follower = event -> changed();
	private ISelectionProvider shown;

	/** From now on it is this one. */
	void show(ISelectionProvider table) {
		if (shown != null) {
			shown.removeSelectionChangedListener(follower);
		}
		shown = table;
		shown.addSelectionChangedListener(follower);
		changed();
	}

	private void changed() {
		SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
		listeners.forEach(listener -> listener.selectionChanged(event));
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

	@Override
	public void addSelectionChangedListener(ISelectionChangedListener listener) {
		listeners.add(listener);
	}

	@Override
	public void removeSelectionChangedListener(ISelectionChangedListener listener) {
		listeners.remove(listener);
	}
}
