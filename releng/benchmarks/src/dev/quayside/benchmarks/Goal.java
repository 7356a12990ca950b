package dev.quayside.benchmarks;

/** What a figure should reach; missing it is said, never a failure. */
record Goal(boolean atLeast, double limit, String text) {

	static final Goal NONE = new Goal(true, Double.NEGATIVE_INFINITY, "");

	static Goal atLeast(double limit, String text) {
		return new Goal(true, limit, text);
	}

	static Goal atMost(double limit, String text) {
		return new Goal(false, limit, text);
	}

	String verdict(double value) {
		if (this == NONE) {
			return "no goal";
		}
		boolean met = atLeast ? value >= limit : value <= limit;
		return "goal " + text + (met ? " met" : " MISSED");
	}
}
