package dev.quayside.ui.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Rows as a table shows them: those that the filter lets through, in the order of a column. For one thread. */
public final class RowList<T> {

	private final List<RowColumn<T>> columns;
	private final List<T> all = new ArrayList<>();
	private List<T> shown = new ArrayList<>();
	private List<String> words = List.of();
	private Predicate<T> condition = row -> true;
	private int sorted;
	private boolean isDescending;

	/** @param sorted number of the column that gives the order at first */
	public RowList(List<RowColumn<T>> columns, int sorted, boolean isDescending) {
		this.columns = List.copyOf(columns);
		this.sorted = sorted;
		this.isDescending = isDescending;
	}

	public List<ColumnSpec<T>> specs() {
		return columns.stream().map(RowColumn::spec).toList();
	}

	public void clear() {
		all.clear();
		shown.clear();
	}

	public void add(Collection<T> rows) {
		all.addAll(rows);
		rows.stream().filter(this::isWanted).forEach(shown::add);
		sort();
	}

	/** Each row as it is now. */
	public void replace(UnaryOperator<T> fresh) {
		all.replaceAll(fresh);
		refill();
	}

	/** Shows rows that have all words of the text, in any column. */
	public void filter(String text) {
		words = Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+")).filter(word -> !word.isEmpty())
				.toList();
		refill();
	}

	/** Shows rows of this kind only. */
	public void filter(Predicate<T> wanted) {
		condition = wanted;
		refill();
	}

	private void refill() {
		shown = new ArrayList<>(all.stream().filter(this::isWanted).toList());
		sort();
	}

	private boolean isWanted(T row) {
		if (!condition.test(row)) {
			return false;
		}
		if (words.isEmpty()) {
			return true;
		}
		String line = ColumnSpec.line(specs(), row).toLowerCase(Locale.ROOT);
		return words.stream().allMatch(line::contains);
	}

	/** By this column; by the same one again: the other way around. */
	public void sort(int column) {
		isDescending = column == sorted && !isDescending;
		sorted = column;
		sort();
	}

	private void sort() {
		Comparator<T> order = columns.get(sorted).order();
		shown.sort(isDescending ? order.reversed() : order);
	}

	public int sorted() {
		return sorted;
	}

	public boolean isDescending() {
		return isDescending;
	}

	/** How many are shown. */
	public int size() {
		return shown.size();
	}

	/** How many there are. */
	public int total() {
		return all.size();
	}

	/** null if it has gone meanwhile. */
	public T get(int index) {
		return index < shown.size() ? shown.get(index) : null;
	}

	public List<T> shown() {
		return List.copyOf(shown);
	}

	public List<T> all() {
		return List.copyOf(all);
	}

	/** "12 of 900", "900". */
	public String count() {
		return size() == total() ? Words.count(total()) : Words.count(size()) + " of " + Words.count(total());
	}
}
