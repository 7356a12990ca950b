package dev.quayside.ui.model;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A column by which rows can be sorted.
 *
 * @param order
 *            of rows, the first at the top
 */
public record RowColumn<T>(ColumnSpec<T> spec, Comparator<T> order) {

	/** In the order of its text. */
	public static <T> RowColumn<T> text(String title, int width, Function<T, String> text) {
		return new RowColumn<>(ColumnSpec.text(title, width, text),
				Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER));
	}

	/** In the order of a number. */
	public static <T> RowColumn<T> number(String title, int width, Function<T, String> text,
			ToLongFunction<T> number) {
		return new RowColumn<>(ColumnSpec.number(title, width, text), Comparator.comparingLong(number));
	}
}
