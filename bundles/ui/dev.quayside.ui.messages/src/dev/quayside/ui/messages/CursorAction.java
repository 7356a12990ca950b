package dev.quayside.ui.messages;

import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.OwnHandles.Step;
import dev.quayside.ui.model.HeldRow;

import java.time.Duration;
import java.util.Optional;

/** What can be done with what is open. */
enum CursorAction {
	CREATE,
	CURRENT(Step.PEEK_CURRENT, Duration.ZERO),
	NEXT(Step.PEEK_NEXT, Duration.ZERO),
	RECEIVE(Step.RECEIVE, Duration.ZERO),
	/** Receive, and wait for a message if there is none. */
	WAIT(Step.RECEIVE, Duration.ofMinutes(1)),
	TAKE,
	RELEASE,
	CLOSE;

	private final Optional<Step> step;
	private final Duration wait;

	CursorAction() {
		this.step = Optional.empty();
		this.wait = Duration.ZERO;
	}

	CursorAction(Step step, Duration wait) {
		this.step = Optional.of(step);
		this.wait = wait;
	}

	/** Empty: it is no step of a cursor. */
	Optional<Step> step() {
		return step;
	}

	Duration waiting() {
		return wait;
	}

	/** Whether the queue or what others do is changed by it: not offered where the connection is read-only. */
	boolean isChange(HeldNode node) {
		return this == RECEIVE || this == WAIT || this == TAKE
				|| !node.source().isOwn() && (this == RELEASE || this == CLOSE);
	}

	/** Why it cannot be done with that, as a sentence; empty: it can. */
	Optional<String> refusal(HeldNode node) {
		HeldRow row = node.row();
		if (!node.source().isOwn() && this != RELEASE && this != CLOSE) {
			return Optional.of("Another client holds it open: it can be closed or released only");
		}
		return switch (this) {
			case CREATE -> onlyFor(row instanceof HeldRow.OpenQueue, "an open queue");
			case CURRENT -> onlyFor(!(row instanceof HeldRow.Pending), "a cursor or an open queue");
			case NEXT -> onlyFor(row instanceof HeldRow.AtCursor, "a cursor");
			case RECEIVE, WAIT -> onlyFor(!(row instanceof HeldRow.Pending), "a cursor or an open queue")
					.or(() -> onlyFor(row.queue().access() == HeldQueue.Access.RECEIVE, "a queue open to receive"));
			case TAKE -> onlyFor(row instanceof HeldRow.Pending pending && !pending.receive().isWaiting(),
					"a receive that holds a message");
			case RELEASE -> onlyFor(row instanceof HeldRow.Pending, "a receive");
			case CLOSE -> onlyFor(!(row instanceof HeldRow.Pending), "a cursor or an open queue");
		};
	}

	private static Optional<String> onlyFor(boolean fits, String what) {
		return fits ? Optional.empty() : Optional.of("It is for " + what);
	}
}
