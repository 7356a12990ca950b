package dev.quayside.ui.model;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of a table for a spreadsheet ([RFC4180]). */
public final class Csv {

	private static final String END = "\r\n";

	private Csv() {}

	public static <T> String of(List<ColumnSpec<T>> columns, List<T> rows) {
		StringBuilder text = new StringBuilder(line(columns, ColumnSpec::title));
		rows.forEach(row -> text.append(line(columns, column -> column.text().apply(row))));
		return text.toString();
	}

	private static <T> String line(List<ColumnSpec<T>> columns, Function<ColumnSpec<T>, String> field) {
		return columns.stream().map(field).map(Csv::field).collect(Collectors.joining(",", "", END));
	}

	/** What a spreadsheet would take for a formula gets an apostrophe in front: a directory may hold anything. */
	private static String field(String text) {
		String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? '\'' + text : text;
		return '"' + safe.replace("\"", "\"\"") + '"';
	}
}
