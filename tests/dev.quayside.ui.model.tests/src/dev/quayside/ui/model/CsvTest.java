package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class CsvTest {

	private static final List<ColumnSpec<String>> COLUMNS = List.of(ColumnSpec.text("Text", 10, text -> text),
			ColumnSpec.number("Length", 10, text -> Words.count(text.length())));

	@Test
	void everyFieldIsQuoted() {
		assertThat(Csv.of(COLUMNS, List.of("a", "b,c"))).isEqualTo(
				"\"Text\",\"Length\"\r\n\"a\",\"1\"\r\n\"b,c\",\"3\"\r\n");
	}

	@Test
	void quotesAreDoubled() {
		assertThat(Csv.of(COLUMNS, List.of("say \"no\""))).contains("\"say \"\"no\"\"\",\"8\"");
	}

	@Test
	void nothingIsAFormula() {
		assertThat(Csv.of(COLUMNS, List.of("=1+1", "@x", "-2"))).contains("\"'=1+1\"", "\"'@x\"", "\"'-2\"");
	}
}
