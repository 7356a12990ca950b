package dev.quayside.ui.queues;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Subqueues;

import org.eclipse.jface.viewers.ITreeContentProvider;

import java.util.List;

/** Queue managers, groups, queues; what is not read yet is read by jobs, never from here. */
final class NavigatorContent implements ITreeContentProvider {

	@Override
	public Object[] getElements(Object input) {
		return Connections.get().all().toArray();
	}

	@Override
	public Object[] getChildren(Object parent) {
		if (parent instanceof Manager manager) {
			return children(manager).toArray();
		}
		if (parent instanceof QueueNode queue) {
			return QueueGroup.below(queue).toArray();
		}
		return parent instanceof QueueGroup group ? group.queues().toArray() : new Object[0];
	}

	private static List<?> children(Manager manager) {
		return switch (manager.state()) {
			case OFF -> manager.isLocal()
					? List.of()
					: List.of(new Note(manager, "Not connected", manager.hasToAsk()
							? "Refresh connects, and asks for the password"
							: "Refresh connects", false));
			case CONNECTING -> manager.queues().isEmpty()
					? List.of(new Note(manager, "Connecting…", "", false))
					: QueueGroup.of(manager);
			case CONNECTED -> QueueGroup.of(manager);
			case FAILED -> List.of(new Note(manager, manager.failure().map(QueueWords::brief).orElse("Failed"),
					manager.failure().map(QueueWords::failure).orElse(""), true));
		};
	}

	@Override
	public boolean hasChildren(Object element) {
		return element instanceof Manager manager && !(manager.isLocal() && manager.state() == Manager.State.OFF)
				|| element instanceof QueueGroup group && !group.queues().isEmpty()
				|| element instanceof QueueNode queue && !QueueGroup.below(queue).isEmpty();
	}

	@Override
	public Object getParent(Object element) {
		if (element instanceof QueueNode node && Subqueues.name(node.name()).isPresent()) {
			return QueueNode.named(node.manager(), Subqueues.parent(node.name()));
		}
		if (element instanceof QueueNode node) {
			return QueueGroup.of(node.manager()).stream().filter(group -> group.queues().contains(node)).findAny()
					.orElse(null);
		}
		return element instanceof QueueGroup group
				? group.manager()
				: element instanceof Note note ? note.manager() : null;
	}
}
