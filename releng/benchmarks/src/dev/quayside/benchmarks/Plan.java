package dev.quayside.benchmarks;

/**
 * How long to measure.
 *
 * @param quick
 *            only to see that it works
 * @param turn
 *            milliseconds of one turn of one side
 * @param warmUps
 *            rounds that do not count
 */
record Plan(boolean quick, int turn, int warmUps) {

	static final int ROUNDS = 7;

	static final Plan FULL = new Plan(false, 1000, 4);
	/** Half as long, with more rounds to warm up. */
	static final Plan BRIEF = new Plan(false, 500, 6);
	static final Plan QUICK = new Plan(true, 100, 1);

	/** So many, or a hundredth of it. */
	int scaled(int count) {
		return quick ? count / 100 : count;
	}
}
