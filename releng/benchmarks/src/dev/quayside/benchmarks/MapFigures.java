package dev.quayside.benchmarks;

import dev.quayside.testkit.ActiveDirectory;

import java.io.IOException;
import java.util.List;

/** ept_map of Samba's endpoint mapper. */
final class MapFigures {

	private static final int WARM_UP_MILLIS = 8000;

	private MapFigures() {}

	/** Our client against Samba's own, one connection and one call at a time each, on one processor and on all. */
	static void measure(Lab lab) throws Exception {
		String host = lab.keepOpen(ActiveDirectory.shared()).address().getHostAddress();
		compare(lab, host, false);
		pinSamba();
		compare(lab, host, true);
	}

	private static void compare(Lab lab, String host, boolean pinned) throws Exception {
		String python = System.getenv().getOrDefault("QUAYSIDE_PYTHON", "/usr/bin/python3");
		try (Child ours = Child.worker(pinned, "map", host);
				Child theirs = Child.start(pinned,
						List.of(python, System.getProperty("quayside.peers") + "/rpcclient.py", host))) {
			ours.turn(lab.plan().scaled(WARM_UP_MILLIS));
			Rounds rounds = Rounds.alternate(lab.plan(), () -> ours.turn(lab.plan().turn()).perSecond(),
					() -> theirs.turn(lab.plan().turn()).perSecond());
			lab.report().ratio("ept_map against rpcclient, " + (pinned ? "one processor" : "all processors"), "calls/s",
					"ours", "rpcclient", rounds, Goal.atLeast(1.5, ">= 1.5"));
		}
	}

	/** The one that this process has started. */
	private static void pinSamba() throws IOException, InterruptedException {
		List<Long> processes = ProcessHandle.current().descendants()
				.filter(process -> process.info().command().filter(command -> command.endsWith("/samba")).isPresent())
				.map(ProcessHandle::pid).toList();
		if (processes.isEmpty()) {
			throw new IOException("Samba is not to be found among the processes");
		}
		for (long process : processes) {
			int code = new ProcessBuilder("taskset", "-apc", "0", Long.toString(process))
					.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT)
					.start().waitFor();
			if (code != 0) {
				throw new IOException("taskset cannot pin Samba: exit code " + code);
			}
		}
	}
}
