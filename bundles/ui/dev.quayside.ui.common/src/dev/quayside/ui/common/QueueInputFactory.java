package dev.quayside.ui.common;

import dev.quayside.admin.QueueManagerAddress;

import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;

/** Finds the queues again that were open when the window was closed. */
public final class QueueInputFactory implements IElementFactory {

	static final String ID = "dev.quayside.ui.common.queue";

	@Override
	public IAdaptable createElement(IMemento memento) {
		String name = memento.getString(QueueInput.QUEUE);
		return name == null
				? null
				: Connections.get().all().stream().filter(manager -> isMeant(manager, memento)).findAny()
						.map(manager -> new QueueInput(QueueNode.named(manager, name))).orElse(null);
	}

	private static boolean isMeant(Manager manager, IMemento memento) {
		String address = memento.getString(QueueInput.MANAGER);
		if (manager.isLocal() || QueueInput.LOCAL.equals(address)) {
			return manager.isLocal() && QueueInput.LOCAL.equals(address);
		}
		QueueManagerAddress known = manager.address();
		Integer port = memento.getInteger(QueueInput.TRANSFER_PORT);
		return known.toString().equals(address) && known.transferPort().orElse(0) == (port == null ? 0 : port);
	}
}
