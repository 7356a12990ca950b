package dev.quayside.benchmarks;

import java.io.PrintStream;

/** One line for each figure: minimum, median and maximum of the rounds. */
final class Report {

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	/** Two sides that took turns; the goal is for the median of the ratios. */
	void ratio(String figure, String unit, String first, String second, Rounds rounds, Goal goal) {
		Statistics ratio = rounds.ratio();
		print(figure, "ratio " + ratio + " | " + goal.verdict(ratio.median()) + " | " + first + " "
				+ Statistics.of(rounds.first()) + " " + unit + " | " + second + " " + Statistics.of(rounds.second())
				+ " " + unit);
	}

	/** An absolute value; the goal is for its median. */
	void value(String figure, String unit, Statistics value, Goal goal) {
		print(figure, value + " " + unit + " | " + goal.verdict(value.median()));
	}

	/** Something said once. */
	void note(String figure, String text) {
		print(figure, text);
	}

	private void print(String figure, String text) {
		out.printf("%-34s | %s%n", figure, text);
		out.flush();
	}
}
