package dev.quayside.ui.queues;

import dev.quayside.admin.Capability;
import dev.quayside.ui.common.ChangeHandler;
import dev.quayside.ui.common.InManager;
import dev.quayside.ui.common.InQueue;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.model.QueueKind;
import dev.quayside.ui.model.Subqueues;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.handlers.HandlerUtil;

import java.util.Optional;

/** Makes, changes or deletes queues, where the queue manager offers that. */
abstract class ManageQueuesHandler extends ChangeHandler {

	/** Of what is selected. */
	static Optional<Manager> manager(IStructuredSelection selection) {
		Object first = selection.getFirstElement();
		return first instanceof InQueue inside
				? Optional.of(inside.queue().manager())
				: first instanceof InManager inside ? Optional.of(inside.manager()) : Optional.empty();
	}

	static Optional<QueueNode> queue(ExecutionEvent event) {
		return HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof InQueue inside
				? Optional.of(inside.queue())
				: Optional.empty();
	}

	@Override
	protected Optional<String> refusal(IStructuredSelection selection) {
		return manager(selection).flatMap(ManageQueuesHandler::refusal);
	}

	private static Optional<String> refusal(Manager manager) {
		return manager.state() == Manager.State.CONNECTED
				? manager.whyNot(Capability.MANAGE_QUEUES)
				: Optional.of("There is no connection to " + manager.title());
	}

	/** Why this one cannot be changed or deleted, whatever the queue manager offers. */
	static Optional<String> refusal(QueueNode queue) {
		QueueKind kind = QueueKind.of(queue.summary());
		if (Subqueues.name(queue.name()).isPresent()) {
			return Optional.of("It belongs to " + Subqueues.parent(queue.name()));
		}
		return kind == QueueKind.PRIVATE || kind == QueueKind.PUBLIC
				? Optional.empty()
				: Optional.of("It belongs to the queue manager");
	}
}
