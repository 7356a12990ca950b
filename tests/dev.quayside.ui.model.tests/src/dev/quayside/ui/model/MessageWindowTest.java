package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.LookupId;
import dev.quayside.ui.model.MessageWindow.Offset;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

class MessageWindowTest {

	private final MessageWindow window = new MessageWindow(10);

	@Test
	void rowsAreCountedFromOne() {
		window.append(Sample.summaries(101, 103));
		assertThat(window.row(0).position()).isEqualTo("1");
		assertThat(window.row(2).position()).isEqualTo("3");
	}

	@Test
	void thePositionNamesTheRowsAndTheCountOfTheQueue() {
		MessageWindow large = new MessageWindow();
		large.append(Sample.summaries(1, 400));
		assertThat(large.position(Optional.of(1_204_331L))).isEqualTo("1 to 400 of 1,204,331");
	}

	@Test
	void anUnknownCountIsAQuestionMark() {
		window.append(Sample.summaries(1, 4));
		assertThat(window.position(Optional.empty())).isEqualTo("1 to 4 of ?");
	}

	@Test
	void aCountThatIsLessThanWhatIsThereIsOldAndNotShown() {
		window.append(Sample.summaries(1, 4));
		assertThat(window.position(Optional.of(3L))).isEqualTo("1 to 4 of ?");
	}

	@Test
	void atTheEndTheRowsThemselvesSayHowManyThereAre() {
		window.append(Sample.summaries(1, 4));
		window.reachedEnd(true);
		assertThat(window.position(Optional.of(99L))).isEqualTo("1 to 4 of 4");
	}

	@Test
	void nothingReadIsNotNothingThere() {
		assertThat(window.position(Optional.empty())).isEqualTo("Reading…");
		window.reachedEnd(true);
		assertThat(window.position(Optional.empty())).isEqualTo("No messages");
	}

	@Test
	void growingBeyondTheLimitDropsTheFirstRowsAndKeepsPositions() {
		window.append(Sample.summaries(1, 8));
		assertThat(window.append(Sample.summaries(9, 12))).isEqualTo(2);
		assertThat(window.size()).isEqualTo(10);
		assertThat(window.row(0).summary().lookupId()).isEqualTo(new LookupId(3));
		assertThat(window.row(0).position()).isEqualTo("3");
		assertThat(window.isAtStart()).isFalse();
	}

	@Test
	void growingInFrontDropsTheLastRowsAndTheEndIsNotReachedAnyMore() {
		window.replace(Sample.summaries(101, 108), 100, Offset.COUNTED);
		window.reachedEnd(true);
		window.prepend(Sample.summaries(97, 100), false);
		assertThat(window.size()).isEqualTo(10);
		assertThat(window.last()).contains(new LookupId(106));
		assertThat(window.row(0).position()).isEqualTo("97");
		assertThat(window.isAtEnd()).isFalse();
	}

	@Test
	void reachingTheFirstMessageCountsThePositionsAnew() {
		window.replace(Sample.summaries(5, 8), 90, Offset.ABOUT);
		assertThat(window.row(0).position()).isEqualTo("~91");
		window.prepend(Sample.summaries(3, 4), true);
		assertThat(window.row(0).position()).isEqualTo("1");
		assertThat(window.isAtStart()).isTrue();
	}

	@Test
	void aCountThatTurnsOutTooLowMakesPositionsUncertain() {
		window.replace(Sample.summaries(50, 53), 2, Offset.COUNTED);
		window.prepend(Sample.summaries(46, 49), false);
		assertThat(window.row(0).position()).isEqualTo("~2");
		assertThat(window.position(Optional.of(99L))).isEqualTo("About 2 to 9 of 99");
	}

	@Test
	void unknownPositionsAreQuestionMarks() {
		window.replace(Sample.summaries(50, 53), 1, Offset.UNKNOWN);
		assertThat(window.row(3).position()).isEqualTo("?");
		assertThat(window.position(Optional.of(99L))).isEqualTo("4 messages of 99");
		assertThat(window.isAtStart()).isFalse();
	}

	@Test
	void aMessageIsFoundByItsLookupId() {
		window.append(List.of(Sample.summary(10), Sample.summary(20), Sample.summary(30)));
		assertThat(window.indexOf(new LookupId(20))).isEqualTo(1);
		assertThat(window.indexOf(new LookupId(25))).isEqualTo(-1);
		assertThat(window.indexOf(new LookupId(31))).isEqualTo(-1);
	}

	@Test
	void lookupIdsAreUnsigned() {
		window.append(List.of(Sample.summary(1), Sample.summary(-2), Sample.summary(-1)));
		assertThat(window.indexOf(new LookupId(-2))).isEqualTo(1);
	}

	@Test
	void inPlaceOfAMessageThatHasGoneComesTheNext() {
		window.append(List.of(Sample.summary(10), Sample.summary(20), Sample.summary(30)));
		window.remove(Set.of(new LookupId(20)));
		assertThat(window.firstFrom(new LookupId(20))).isEqualTo(1);
		assertThat(window.row(1).summary().lookupId()).isEqualTo(new LookupId(30));
		assertThat(window.firstFrom(new LookupId(40))).isEqualTo(2);
	}

	@Test
	void aTableNeverHoldsMoreThanFiftyThousandRows() {
		MessageWindow large = new MessageWindow();
		for (long first = 1; first <= 60_000; first += 10_000) {
			large.append(Sample.summaries(first, first + 9_999));
		}
		assertThat(large.size()).isEqualTo(MessageWindow.MAX_ROWS).isEqualTo(50_000);
		assertThat(large.position(Optional.of(100_000L))).isEqualTo("10,001 to 60,000 of 100,000");
	}
}
