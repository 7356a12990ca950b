package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IStatus;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moving and rejecting. */
class MessageChangesTest {

	private static final String QUEUE = "private$\\orders";
	private static final String POISON = QUEUE + ";poison";

	private final FakeConnection connection = new FakeConnection().with(3);
	private final List<ItemResult> results = new ArrayList<>();
	private final StrictMonitor monitor = new StrictMonitor();

	private MoveMessages move(LookupId... ids) {
		return new MoveMessages(connection, QUEUE, POISON, List.of(ids), results::add);
	}

	@Test
	void aMoveSaysWhatItMovedWhere() {
		MoveMessages move = move(new LookupId(1), new LookupId(3));
		assertThat(move.name()).isEqualTo("Move 2 messages to " + POISON);
		IStatus status = move.run(monitor);
		assertThat(status.isOK()).isTrue();
		assertThat(status.getMessage()).isEqualTo("2 messages moved to " + POISON);
		assertThat(connection.requests).containsExactly("move " + QUEUE + " to " + POISON);
		assertThat(connection.ids()).containsExactly(new LookupId(2));
		assertThat(results).hasSize(2).allMatch(ItemResult::isDone);
		assertThat(monitor.fraction()).isBetween(0.99, 1.01);
	}

	@Test
	void oneThatCannotBeMovedDoesNotStopTheRest() {
		connection.broken.put(new LookupId(2), Samples.failure(Kind.BUSY, "Somebody holds message 2"));
		IStatus status = move(new LookupId(1), new LookupId(2), new LookupId(3)).run(monitor);
		assertThat(status.isMultiStatus()).isTrue();
		assertThat(status.getMessage()).isEqualTo("2 messages moved to " + POISON + ", 1 message not moved");
		assertThat(results).extracting(ItemResult::isDone).containsExactly(true, false, true);
	}

	@Test
	void aMoveRunsAfterOtherChangesOfEitherQueue() {
		MoveMessages move = move(new LookupId(1));
		assertThat(move.rule().isConflicting(new PurgeQueue(connection, QUEUE, Optional.empty()).rule())).isTrue();
		assertThat(move.rule().isConflicting(new PurgeQueue(connection, POISON, Optional.empty()).rule())).isTrue();
		assertThat(move.rule().isConflicting(new PurgeQueue(connection, "other", Optional.empty()).rule())).isFalse();
	}

	@Test
	void nothingToMoveAsksForNothing() {
		assertThat(move().run(monitor).getMessage()).isEqualTo("0 messages moved to " + POISON);
		assertThat(connection.requests).isEmpty();
	}

	@Test
	void aRejectSaysHowFarItCameWhenTheConnectionBreaks() {
		connection.broken.put(new LookupId(2), Samples.failure(Kind.UNREACHABLE, "Gone"));
		RejectMessages reject = new RejectMessages(connection, QUEUE, connection.ids(), results::add);
		assertThat(reject.name()).isEqualTo("Reject 3 messages");
		IStatus status = reject.run(monitor);
		assertThat(status.getSeverity()).isEqualTo(IStatus.ERROR);
		assertThat(status.getMessage()).isEqualTo("Gone (1 of 3 messages rejected). Try something else");
	}
}
