package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.HeldCursor;
import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.PendingReceive;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class HeldRowTest {

	private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

	private final HeldQueue queue = new HeldQueue(7, "anonymous",
			new QueueAddress(QueueManagerAddress.parse("srv:2103"), "private$\\orders"), HeldQueue.Access.RECEIVE, true,
			List.of(new HeldCursor(3, "at the message", Optional.of(new LookupId(42)))),
			List.of(new PendingReceive(1, 0, Optional.empty(), Optional.empty()),
					new PendingReceive(2, 3, Optional.of(new LookupId(42)), Optional.of(NOW.plusSeconds(299)))));

	@Test
	void aQueueSaysHowItIsOpen() {
		HeldRow row = new HeldRow.OpenQueue(queue);
		assertThat(row.title()).isEqualTo("orders");
		assertThat(row.state()).isEqualTo("open to receive, exclusively");
		assertThat(row.timer(NOW)).isEmpty();
	}

	@Test
	void cursorsAndReceivesStandBelowTheirQueue() {
		List<HeldRow> rows = HeldRow.below(queue);
		assertThat(rows).extracting(HeldRow::title).containsExactly("Cursor 3", "Receive 1", "Receive 2");
		assertThat(rows).extracting(HeldRow::state).containsExactly("at the message", "waits for a message",
				"holds a message at cursor 3");
		assertThat(rows.get(0).message()).contains(new LookupId(42));
	}

	@Test
	void aTimerRunsDownAndNeverBelowNothing() {
		HeldRow held = HeldRow.below(queue).get(2);
		assertThat(held.timer(NOW)).isEqualTo("4:59");
		assertThat(held.timer(NOW.plusSeconds(298).plusMillis(1))).as("a second that has begun").isEqualTo("0:01");
		assertThat(held.timer(NOW.plusSeconds(1000))).isEqualTo("0:00");
		assertThat(HeldRow.countdown(Duration.ofSeconds(3_661))).isEqualTo("1:01:01");
		assertThat(HeldRow.below(queue).get(1).timer(NOW)).as("no limit is known").isEmpty();
	}

	@Test
	void linesThatStandForDifferentThingsAreDifferent() {
		assertThat(HeldRow.below(queue).stream().map(HeldRow::key).distinct()).hasSize(3)
				.doesNotContain(new HeldRow.OpenQueue(queue).key());
	}
}
