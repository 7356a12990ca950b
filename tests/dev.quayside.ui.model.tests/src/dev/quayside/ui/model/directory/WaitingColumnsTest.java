package dev.quayside.ui.model.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.WaitingMessages.Count;
import dev.quayside.ui.model.ColumnSpec;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What the preview of a clean-up says of messages that wait. */
class WaitingColumnsTest {

	private static final Count NONE = count("archive", Reading.known(0L));
	private static final Count FEW = count("billing", Reading.known(3L));
	private static final Count MANY = count("orders", Reading.known(1200L));
	private static final Count UNKNOWN = count("secret", Reading.unknown("Access is denied (0xC00E0025)"));

	private static Count count(String queue, Reading<Long> messages) {
		return new Count(new QueueAddress(QueueManagerAddress.parse("mq1.example"), "private$\\" + queue), messages);
	}

	@Test
	void messagesOfAllQueuesAreAddedUp() {
		assertThat(WaitingColumns.sentence(List.of(NONE, FEW, MANY)))
				.isEqualTo("Waiting messages that carry a certificate that goes: 1,203, in 2 of 3 queues.");
	}

	@Test
	void noMessageIsSaidToBeNone() {
		assertThat(WaitingColumns.sentence(List.of(NONE)))
				.isEqualTo("Waiting messages that carry a certificate that goes: 0, in 1 queue.");
	}

	@Test
	void aQueueThatIsNotKnownMakesTheSumUnknown() {
		assertThat(WaitingColumns.sentence(List.of(NONE, UNKNOWN)))
				.isEqualTo("Waiting messages that carry a certificate that goes: ?; 1 of 2 queues was not read.");
		assertThat(WaitingColumns.sentence(List.of(UNKNOWN, FEW, UNKNOWN))).isEqualTo(
				"Waiting messages that carry a certificate that goes: ? (at least 3); 2 of 3 queues were not read.");
	}

	@Test
	void whatIsNotKnownIsAtTheTopThenMostMessages() {
		assertThat(WaitingColumns.sorted(List.of(NONE, FEW, MANY, UNKNOWN))).containsExactly(UNKNOWN, MANY, FEW, NONE);
	}

	@Test
	void aQueueThatIsNotKnownIsAQuestionMarkWithTheReason() {
		assertThat(ColumnSpec.line(WaitingColumns.ALL, UNKNOWN))
				.isEqualTo("private$\\secret on mq1.example\t?\tAccess is denied (0xC00E0025)");
		assertThat(ColumnSpec.line(WaitingColumns.ALL, MANY))
				.isEqualTo("private$\\orders on mq1.example\t1,200\t");
	}

	@Test
	void textOfOthersStaysOnItsLine() {
		assertThat(ColumnSpec.line(WaitingColumns.ALL, count("a", Reading.unknown("one\ntwo")))).endsWith("\\ntwo");
	}
}
