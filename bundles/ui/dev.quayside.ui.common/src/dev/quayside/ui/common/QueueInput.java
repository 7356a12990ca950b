package dev.quayside.ui.common;

import dev.quayside.ui.model.QueueWords;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;

/** The queue of an editor; the window remembers it until its next start. */
public record QueueInput(QueueNode queue) implements IEditorInput, IPersistableElement {

	static final String MANAGER = "manager";
	static final String TRANSFER_PORT = "transferPort";
	static final String QUEUE = "queue";

	/** In place of an address. */
	static final String LOCAL = "";

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

	/** Also that of the tab, or a tab that was not shown since the start is not found again. */
	@Override
	public String getName() {
		return QueueWords.shortName(queue.name());
	}

	@Override
	public String getToolTipText() {
		return queue.where();
	}

	@Override
	public IPersistableElement getPersistable() {
		return this;
	}

	@Override
	public String getFactoryId() {
		return QueueInputFactory.ID;
	}

	@Override
	public void saveState(IMemento memento) {
		Manager manager = queue.manager();
		memento.putString(QUEUE, queue.name());
		memento.putString(MANAGER, manager.isLocal() ? LOCAL : manager.address().toString());
		if (!manager.isLocal()) {
			manager.address().transferPort().ifPresent(port -> memento.putInteger(TRANSFER_PORT, port));
		}
	}
}
