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

	private static final int LONG_WARM_UP_MILLIS = 15_000;

	static final Plan FULL = new Plan(false, 1000, 4);
	/** Half as long, with more rounds to warm up. */
	static final Plan BRIEF = new Plan(false, 500, 6);
	static final Plan QUICK = new Plan(true, 100, 1);

	/** For what is fast only after it has worked for half a minute: servers whose compilers get to everything late. */
	Plan warmed() {
		return quick ? this : new Plan(false, turn, LONG_WARM_UP_MILLIS / turn);
	}

	/** So many, or a hundredth of it. */
	int scaled(int count) {
		return quick ? count / 100 : count;
	}
}
