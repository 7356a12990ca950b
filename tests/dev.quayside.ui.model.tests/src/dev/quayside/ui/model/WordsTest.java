package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

class WordsTest {

	@Test
	void unknownIsAQuestionMarkAndNeverZero() {
		assertThat(Words.count(Reading.unknown("access denied"))).isEqualTo("?");
		assertThat(Words.bytes(Reading.unknown("access denied"))).isEqualTo("?");
		assertThat(Words.messages(Reading.unknown("access denied"))).isEqualTo("an unknown number of messages");
	}

	@Test
	void whatIsNotThereIsEmpty() {
		assertThat(Words.count(Reading.absent())).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "999,999", "1000,'1,000'", "1204331,'1,204,331'" })
	void thousandsAreSeparated(long count, String text) {
		assertThat(Words.count(count)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "0,0 B", "1023,1023 B", "1024,1.0 KB", "10240,10 KB", "3000000,2.9 MB", "1099511627776,1.0 TB" })
	void bytesAreInTheLargestUnit(long bytes, String text) {
		assertThat(Words.bytes(bytes)).isEqualTo(text);
	}

	@Test
	void oneMessageIsSingular() {
		assertThat(Words.messages(1)).isEqualTo("1 message");
		assertThat(Words.messages(2000)).isEqualTo("2,000 messages");
	}

	@Test
	void timesAreThoseOfThisMachine() {
		ZonedDateTime time = ZonedDateTime.of(2026, 11, 21, 9, 0, 1, 999, ZoneId.systemDefault());
		assertThat(Words.time(Optional.of(time.toInstant()))).isEqualTo("2026-11-21 09:00:01");
		assertThat(Words.time(Optional.empty())).isEmpty();
	}

	@Test
	void aLabelCannotPretendToBeSomethingElse() {
		assertThat(Words.oneLine("a\nb\tc\r")).isEqualTo("a\\nb\\tc\\r");
		assertThat(Words.oneLine("\u001b[31m\0")).isEqualTo("\\u001b[31m\\u0000");
		assertThat(Words.oneLine("gpj\u202e.exe")).isEqualTo("gpj\\u202e.exe");
		assertThat(Words.oneLine("a\u2028b\ud800")).isEqualTo("a\\u2028b\\ud800");
	}

	@Test
	void writingOfAllScriptsStaysAsItIs() {
		String text = "private$\\new Ægir 注文 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 👩\u200d🚀";
		assertThat(Words.oneLine(text)).isEqualTo(text);
	}

	@Test
	void bodyTypesHaveTheirNames() {
		assertThat(Words.bodyType(8)).isEqualTo("8 (VT_BSTR)");
		assertThat(Words.bodyType(4711)).isEqualTo("4711");
	}
}
