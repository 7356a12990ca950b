package dev.quayside.benchmarks;

/** Browsing over a line with a long round trip. */
final class LatencyFigures {

	private static final int ROUND_TRIP_MILLIS = 50;
	private static final int MESSAGES = 1000;
	/** One by one a thousand would take a minute each turn. */
	private static final int ONE_BY_ONE = 100;
	private static final String IN_FLIGHT = "16";

	private LatencyFigures() {}

	static void measure(Lab lab) throws Exception {
		Lab.Server server = lab.serve(false, "latency");
		Messages.send(server.transferPort(), MESSAGES, Messages.BODY);
		String nearby = Integer.toString(server.rpcPort());
		for (boolean multiplexing : new boolean[]{ true, false }) {
			DelayingProxy proxy = lab.keepOpen(new DelayingProxy(server.rpcPort(), ROUND_TRIP_MILLIS, multiplexing));
			String port = Integer.toString(proxy.port());
			Child many = lab.keep(
					Child.worker(false, "latency", port, nearby, IN_FLIGHT,
							Integer.toString(lab.plan().scaled(MESSAGES))));
			Child one = lab.keep(
					Child.worker(false, "latency", port, nearby, "1", Integer.toString(lab.plan().scaled(ONE_BY_ONE))));
			Plan plan = new Plan(lab.plan().quick(), 0, 1);
			Rounds rounds = Rounds.alternate(plan, () -> many.turn(0).perSecond(), () -> one.turn(0).perSecond());
			lab.report().ratio("browse at 50 ms, " + (multiplexing ? "one connection" : "connections of a group"),
					"messages/s", "16 calls in flight", "1", rounds, Goal.atLeast(14, ">= 14"));
		}
	}
}
