package dev.quayside.ui.common;

import dev.quayside.admin.Capability;
import dev.quayside.admin.MoveMessages;
import dev.quayside.ui.model.Subqueues;

import java.util.Optional;

/** Moves selected messages, from wherever the user does it. */
public final class MovingMessages {

	private MovingMessages() {}

	/** Why messages of this queue cannot be moved, as a sentence; empty: they can. */
	public static Optional<String> refusal(QueueNode queue) {
		return Subqueues.isMovable(queue.name())
				? queue.manager().whyNot(Capability.MOVE)
				: Optional.of("Messages can be moved within a queue and its subqueues only");
	}

	/** Whether they can be dropped there. */
	public static boolean canMove(SelectedMessages messages, QueueNode target) {
		QueueNode source = messages.queue();
		return source.manager() == target.manager() && source.isChangeable() && refusal(source).isEmpty()
				&& Subqueues.canMove(source.name(), target.name());
	}

	/** Moves them in a job. */
	public static void move(SelectedMessages messages, String target) {
		Changes.run(messages.queue().manager(),
				connection -> new MoveMessages(connection, messages.queue().name(), target, messages.ids(),
						result -> {}));
	}
}
