package dev.quayside.benchmarks;

/** How fast the machine is: what absolute values are to be read beside. */
final class MachineFigures {

	private static final String REQUEST = "76";
	private static final String ANSWER = "1400";

	private MachineFigures() {}

	static void machine(Lab lab) throws Exception {
		Plan plan = lab.plan();
		Child hash = lab.keep(Child.worker(false, "hash"));
		lab.report().value("machine: SHA-256", "MiB/s",
				Statistics.of(Rounds.of(plan, () -> hash.turn(plan.turn()).perSecond())), Goal.NONE);
		Child echo = lab.keep(Child.worker(false, "echo-server", REQUEST, ANSWER));
		Child client = lab.keep(Child.worker(false, "echo", echo.ready().split(" ")[1], REQUEST, ANSWER));
		lab.report().value("machine: loopback", "round trips/s on one connection",
				Statistics.of(Rounds.of(plan, () -> client.turn(plan.turn()).perSecond())), Goal.NONE);
		Child file = lab.keep(Child.worker(false, "append-floor", lab.folder("machine").toString(), "1"));
		lab.report().value("machine: append and force", "records of 1 KiB/s",
				Statistics.of(Rounds.of(plan, () -> file.turn(plan.turn()).perSecond())), Goal.NONE);
	}
}
