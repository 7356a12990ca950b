package dev.quayside.ui.model;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column of a table.
 *
 * @param width
 *            in characters of average width
 * @param isNumber
 *            aligned right
 */
public record ColumnSpec<T>(String title, int width, boolean isNumber, Function<T, String> text) {

	public static <T> ColumnSpec<T> text(String title, int width, Function<T, String> text) {
		return new ColumnSpec<>(title, width, false, text);
	}

	public static <T> ColumnSpec<T> number(String title, int width, Function<T, String> text) {
		return new ColumnSpec<>(title, width, true, text);
	}

	/** A row as text, with tabs between its columns. */
	public static <T> String line(List<ColumnSpec<T>> specs, T row) {
		return specs.stream().map(spec -> spec.text().apply(row)).collect(Collectors.joining("\t"));
	}
}
