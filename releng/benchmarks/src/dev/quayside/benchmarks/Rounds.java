package dev.quayside.benchmarks;

import java.util.Arrays;

/** What two sides gave that took turns. */
record Rounds(double[] first, double[] second) {

	/** Gives a figure for one turn. */
	interface Side {

		double turn() throws Exception;
	}

	/** Lets two sides take turns, so that both meet the same weather. */
	static Rounds alternate(Plan plan, Side first, Side second) throws Exception {
		for (int i = 0; i < plan.warmUps(); i++) {
			first.turn();
			second.turn();
		}
		double[] a = new double[Plan.ROUNDS];
		double[] b = new double[Plan.ROUNDS];
		for (int i = 0; i < Plan.ROUNDS; i++) {
			a[i] = first.turn();
			b[i] = second.turn();
		}
		return new Rounds(a, b);
	}

	/** One side alone. */
	static double[] of(Plan plan, Side side) throws Exception {
		for (int i = 0; i < plan.warmUps(); i++) {
			side.turn();
		}
		double[] values = new double[Plan.ROUNDS];
		for (int i = 0; i < Plan.ROUNDS; i++) {
			values[i] = side.turn();
		}
		return values;
	}

	/** First by second, of each pair. */
	Statistics ratio() {
		double[] ratios = new double[first.length];
		Arrays.setAll(ratios, i -> first[i] / second[i]);
		return Statistics.of(ratios);
	}
}
