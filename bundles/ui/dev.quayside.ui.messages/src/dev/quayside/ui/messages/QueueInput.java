package dev.quayside.ui.messages;

import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IPersistableElement;

/** The queue of an editor. */
record QueueInput(QueueNode queue) implements IEditorInput {

	@Override
	public <T> T getAdapter(Class<T> adapter) {
		return adapter.isInstance(queue) ? adapter.cast(queue) : null;
	}

	@Override
	public boolean exists() {
		return true;
	}

	@Override
	public ImageDescriptor getImageDescriptor() {
		return Ui.descriptor("queue");
	}

	@Override
	public String getName() {
		return queue.name();
	}

	@Override
	public IPersistableElement getPersistable() {
		return null;
	}

	@Override
	public String getToolTipText() {
		return queue.name() + " on " + queue.manager().title();
	}
}
