package dev.quayside.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** What several rounds gave. */
record Statistics(double min, double median, double max) {

	static Statistics of(double... values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Statistics(sorted[0], median, sorted[sorted.length - 1]);
	}

	@Override
	public String toString() {
		return text(min) + " / " + text(median) + " / " + text(max);
	}

	/** Three digits, or all in front of the point. */
	static String text(double value) {
		double size = Math.abs(value);
		int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size == 0 ? 2 : 4;
		return String.format(Locale.ROOT, "%,." + digits + "f", value);
	}
}
