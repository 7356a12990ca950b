package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.MessageSummary;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;
import dev.quayside.ui.model.Questions.Purge;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class QuestionsTest {

	private static final String WHERE = "private$\\orders on server";

	private final Purge shown = purge(3, 1, 3);

	private static Purge purge(long count, long first, long last) {
		return new Purge(Reading.known(count), Reading.known(2048L), Optional.of(Sample.summary(first)),
				Optional.of(Sample.summary(last)));
	}

	private static List<MessageRow> rows(long first, long last) {
		return Sample.summaries(first, last).stream().map(summary -> new MessageRow("1", summary)).toList();
	}

	@Test
	void deletingOneMessageNamesIt() {
		assertThat(Questions.delete(rows(7, 7), Optional.of(9L), WHERE))
				.startsWith("Delete the message \"order 7\" from private$\\orders on server?").contains("20 B");
	}

	@Test
	void deletingManySaysHowManyOfHowManyAndTheEnds() {
		assertThat(Questions.delete(rows(1, 800), Optional.of(100_000L), WHERE))
				.startsWith("Delete 800 of 100,000 messages from private$\\orders on server?")
				.contains("First: \"order 1\", sent 2026-11-21 ").contains("Last: \"order 800\"").contains("16 KB");
	}

	@Test
	void everyChangeSaysWhatBecomesOfTheMessages() {
		assertThat(Questions.receive(rows(7, 7), Optional.empty(), WHERE))
				.startsWith("Receive the message \"order 7\" from private$\\orders on server?")
				.contains("It leaves the queue as if");
		assertThat(Questions.receive(rows(1, 2), Optional.empty(), WHERE)).contains("They leave the queue as if");
		assertThat(Questions.reject(rows(7, 7), Optional.empty(), WHERE)).contains("It leaves the queue for");
		assertThat(Questions.reject(rows(1, 2), Optional.of(9L), WHERE)).startsWith("Reject 2 of 9 messages of")
				.contains("dead-letter queue");
		assertThat(Questions.move(rows(1, 2), Optional.empty(), WHERE, "private$\\orders;poison"))
				.startsWith("Move 2 messages from private$\\orders on server to private$\\orders;poison?");
	}

	@Test
	void deletingAQueueSaysAllThatGoesWithIt() {
		QueueSummary queue = queue("private$\\orders", Reading.known(5L), Reading.known(2L));
		assertThat(Questions.deleteQueue(queue,
				List.of(queue("private$\\orders;poison", Reading.unknown("denied"), Reading.absent())), WHERE))
				.isEqualTo("Delete the queue private$\\orders on server?\n\nIt has 5 messages of 2.0 KB."
						+ "\nIts journal has 2 messages."
						+ "\nIts subqueue poison has an unknown number of messages of 2.0 KB."
						+ "\n\nAll of it is deleted. Purge or save the messages first where they are needed.");
	}

	private static QueueSummary queue(String path, Reading<Long> count, Reading<Long> journal) {
		return new QueueSummary(new QueueAddress(QueueManagerAddress.parse("server"), path), path, Reading.absent(),
				Reading.absent(), Reading.absent(), Reading.absent(), Reading.absent(), count, Reading.known(2048L),
				journal, Reading.absent(), Reading.absent());
	}

	@Test
	void aCountThatCannotBeRightIsLeftOut() {
		assertThat(Questions.delete(rows(1, 5), Optional.of(3L), WHERE)).startsWith("Delete 5 messages from");
		assertThat(Questions.delete(rows(1, 5), Optional.empty(), WHERE)).startsWith("Delete 5 messages from");
	}

	@Test
	void purgingSaysCountSizeFirstAndLast() {
		assertThat(Questions.purge(shown, WHERE)).startsWith("Delete all 3 messages from private$\\orders on server?")
				.contains("2.0 KB").contains("First: \"order 1\"").contains("Last: \"order 3\"");
	}

	@Test
	void purgingWithUnknownCountsSaysSo() {
		Purge unknown = new Purge(Reading.unknown("denied"), Reading.unknown("denied"), shown.first(), shown.last());
		assertThat(Questions.purge(unknown, WHERE)).startsWith(
				"Delete all messages from private$\\orders on server?\n\nTheir size is not known.");
		assertThat(unknown.isEmpty()).isFalse();
	}

	@Test
	void aQueueThatChangedMeanwhileIsAnotherQuestion() {
		assertThat(purge(3, 1, 3).isOther(shown)).isFalse();
		assertThat(purge(4, 1, 4).isOther(shown)).as("one has arrived").isTrue();
		assertThat(purge(2, 2, 3).isOther(shown)).as("one was taken").isTrue();
		assertThat(purge(3, 2, 4).isOther(shown)).as("one was taken and one has arrived").isTrue();
		assertThat(Questions.purgeAgain(purge(4, 1, 4), WHERE)).startsWith("The queue has changed")
				.contains("Nothing is deleted so far").contains("all 4 messages");
	}

	@Test
	void anEmptyQueueIsEmpty() {
		assertThat(new Purge(Reading.known(0L), Reading.known(0L), Optional.empty(), Optional.empty()).isEmpty())
				.isTrue();
		assertThat(new Purge(Reading.known(1L), Reading.known(9L), Optional.empty(), Optional.empty()).isEmpty())
				.as("somebody may be about to give it back").isFalse();
		assertThat(shown.isEmpty()).isFalse();
	}

	@Test
	void labelsCannotBreakTheQuestion() {
		MessageSummary evil = Sample.summary(1, "x\"?\nDelete nothing", Sample.BSTR, 1);
		assertThat(Questions.delete(List.of(new MessageRow("1", evil)), Optional.empty(), WHERE))
				.contains("x\"?\\nDelete nothing");
	}
}
