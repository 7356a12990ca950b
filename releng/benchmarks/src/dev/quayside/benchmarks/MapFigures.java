package dev.quayside.benchmarks;

import dev.quayside.testkit.ActiveDirectory;

import java.util.List;

/** ept_map of Samba's endpoint mapper. */
final class MapFigures {

	private MapFigures() {}

	/** Our client against Samba's own, one connection and one call at a time each; Samba runs on the other processor. */
	static void measure(Lab lab) throws Exception {
		String host = lab.keepOpen(ActiveDirectory.shared()).address().getHostAddress();
		String python = System.getenv().getOrDefault("QUAYSIDE_PYTHON", "/usr/bin/python3");
		Child ours = lab.keep(Child.worker(false, "map", host));
		Child theirs = lab.keep(
				Child.start(false, List.of(python, System.getProperty("quayside.peers") + "/rpcclient.py", host)));
		ours.turn(lab.plan().scaled(5000));
		Rounds rounds = Rounds.alternate(lab.plan(), () -> ours.turn(lab.plan().turn()).perSecond(),
				() -> theirs.turn(lab.plan().turn()).perSecond());
		lab.report().ratio("ept_map against rpcclient", "calls/s", "ours", "rpcclient", rounds,
				Goal.atLeast(1.5, ">= 1.5"));
	}
}
