package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Reading;
import dev.quayside.testkit.TestQueueManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables, JSON and CSV, also of what hostile senders put into labels. */
@Timeout(60)
class OutputTest {

	private static final String HOSTILE = "\u001b[31mred\r\nforged line\t\"quoted\", \u202Eesrever\u0007\u009b2J";

	@TempDir
	private Path folder;

	private static Map<String, Object> fields(Object... namesAndValues) {
		Map<String, Object> fields = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		return fields;
	}

	private static String write(ResultWriter.Format format, List<Map<String, Object>> items) throws IOException {
		StringWriter text = new StringWriter();
		ResultWriter writer = ResultWriter.of(format, new PrintWriter(text), new ResultWriter.Columns(
				List.of("a", "b"), List.of("A", "B"), List.of("a", "b")));
		for (Map<String, Object> item : items) {
			writer.item(item);
		}
		writer.end();
		return text.toString();
	}

	@Test
	void unknownAndAbsentAreNullInJsonEmptyInCsvAndToldApartInTables() throws IOException {
		List<Map<String, Object>> items = List.of(fields("a", Reading.unknown("denied"), "b", Reading.absent()),
				fields("a", Reading.known(7L), "b", null));
		assertThat(write(ResultWriter.Format.JSON, items)).isEqualToNormalizingNewlines(
				"[\n{\"a\":null,\"b\":null},\n{\"a\":7,\"b\":null}\n]\n");
		assertThat(write(ResultWriter.Format.CSV, items)).isEqualTo("a,b\r\n,\r\n7,\r\n");
		assertThat(write(ResultWriter.Format.TABLE, items)).isEqualToNormalizingNewlines("A  B\n?  -\n7  -\n");
	}

	@Test
	void anEmptyListIsWrittenAsSuch() throws IOException {
		assertThat(write(ResultWriter.Format.JSON, List.of())).isEqualToNormalizingNewlines("[]\n");
		assertThat(write(ResultWriter.Format.CSV, List.of())).isEqualTo("a,b\r\n");
		assertThat(write(ResultWriter.Format.TABLE, List.of())).isEqualToNormalizingNewlines("A  B\n");
	}

	@Test
	void csvQuotesWhatNeedsIt() throws IOException {
		String csv = write(ResultWriter.Format.CSV, List.of(fields("a", "x,y", "b", "say \"hi\""),
				fields("a", "two\nlines", "b", " padded "), fields("a", List.of("p", "q"), "b", true)));
		assertThat(csv).isEqualTo("a,b\r\n\"x,y\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",\" padded \"\r\np;q,true\r\n");
	}

	@Test
	void aHostileLabelCanNeitherMoveTheCursorNorForgeALine() throws IOException {
		String table = write(ResultWriter.Format.TABLE, List.of(fields("a", HOSTILE, "b", "next")));
		assertThat(table.lines()).hasSize(2);
		assertThat(table.chars().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
		assertThat(table).contains("\\u001b[31mred\\r\\nforged line\\t").contains("\\u202e").contains("\\u009b2J")
				.doesNotContain("\u202E");
	}

	@Test
	void aHostileLabelIsOneFieldOfCsvWithoutEscapes() throws IOException {
		String csv = write(ResultWriter.Format.CSV, List.of(fields("a", HOSTILE, "b", "next")));
		assertThat(parse(csv)).containsExactly(List.of("a", "b"), List.of(
				"\\u001b[31mred\r\nforged line\t\"quoted\", \\u202eesrever\\u0007\\u009b2J", "next"));
	}

	/** RFC 4180 as a reader sees it. */
	private static List<List<String>> parse(String csv) {
		List<List<String>> rows = new ArrayList<>();
		List<String> row = new ArrayList<>();
		StringBuilder field = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < csv.length(); i++) {
			char c = csv.charAt(i);
			if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
				field.append(csv.charAt(++i));
			} else if (c == '"') {
				quoted = !quoted;
			} else if (!quoted && (c == ',' || c == '\r')) {
				row.add(field.toString());
				field.setLength(0);
				if (c == '\r') {
					rows.add(row);
					row = new ArrayList<>();
					i++;
				}
			} else {
				field.append(c);
			}
		}
		return rows;
	}

	@Test
	void aHostileLabelOverTheWireInEveryFormat() throws IOException {
		try (TestQueueManager server = TestQueueManager.start(folder, "orders")) {
			Cli.run("send", "DIRECT=OS:localhost\\private$\\orders", "--transfer-port",
					Integer.toString(server.server().transferPort()), "--label", HOSTILE, "--text", HOSTILE);
			Cli.Result json = Cli.json("peek", server.host(), "private$\\orders", "--body");
			assertThat(json.out()).doesNotContain("\u001b");
			assertThat(json.all("label")).containsExactly(HOSTILE);
			assertThat(json.all("body")).containsExactly(HOSTILE);
			assertThat(Cli.run("peek", server.host(), "private$\\orders", "--body").out().lines()).hasSize(2);
			assertThat(parse(Cli.run("peek", server.host(), "private$\\orders", "--body", "--format", "csv").out()))
					.hasSize(2);
		}
	}

	@Test
	void aTableOfOneObjectHasALineForEachField() throws IOException {
		StringWriter text = new StringWriter();
		ResultWriter.of(ResultWriter.Format.TABLE, new PrintWriter(text), Tables.MACHINE)
				.object(fields("host", "h", "version", Reading.unknown("why"), "connected", Reading.known(true)));
		assertThat(text.toString()).isEqualToNormalizingNewlines("host       h\nversion    ?\nconnected  yes\n");
	}

	@Test
	void aListThatFailsInTheMiddleIsStillJson() throws IOException {
		StringWriter text = new StringWriter();
		ResultWriter writer = ResultWriter.of(ResultWriter.Format.JSON, new PrintWriter(text), Tables.ITEMS);
		writer.endFailed();
		assertThat(text.toString()).isEmpty();
		writer.item(fields("a", 1));
		writer.endFailed();
		assertThat(text.toString()).isEqualToNormalizingNewlines("[\n{\"a\":1}\n]\n");
	}

	@Test
	void aLongTableStartsBeforeItEnds() throws IOException {
		StringWriter text = new StringWriter();
		ResultWriter writer = ResultWriter.of(ResultWriter.Format.TABLE, new PrintWriter(text), Tables.ITEMS);
		for (int i = 0; i < 200; i++) {
			writer.item(fields("lookupId", Integer.toString(i), "status", "OK"));
		}
		assertThat(text.toString().lines()).hasSizeGreaterThan(150);
		writer.end();
		assertThat(text.toString().lines()).hasSize(201);
	}

	@Test
	void whereNobodyReadsAnyMoreItStops() {
		PrintWriter closed = new PrintWriter(new Writer() {
			@Override
			public void write(char[] buffer, int offset, int length) throws IOException {
				throw new IOException("Broken pipe");
			}

			@Override
			public void flush() {}

			@Override
			public void close() {}
		});
		ResultWriter writer = ResultWriter.of(ResultWriter.Format.JSON, closed, Tables.ITEMS);
		org.assertj.core.api.Assertions.assertThatThrownBy(() -> writer.item(fields("a", 1)))
				.isInstanceOf(IOException.class).hasMessageContaining("closed");
	}
}
