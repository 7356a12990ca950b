package dev.quayside.benchmarks;

import dev.quayside.queuemanager.QueueManagerServer;

import java.nio.file.Path;

/** What it costs to have messages on disk before they are acknowledged. */
final class DurabilityFigures {

	private static final int SENDERS = 8;
	private static final int MOVES = 10_000;
	private static final int[] WINDOWS = { 16, 64 };
	private static final int[] CALLERS = { 1, 8, 64 };

	private DurabilityFigures() {}

	/** Forced writes for each message that 8 senders got acknowledged, in two ways of sending. */
	static void forces(Lab lab) throws Exception {
		QueueManagerServer server = lab.serveHere("forces");
		for (String way : new String[]{ "wait", "window" }) {
			Child senders = lab.keep(Child.worker(false, "send", Integer.toString(server.transferPort()),
					Integer.toString(SENDERS), way));
			double[] rates = new double[Plan.ROUNDS];
			int[] round = new int[1];
			double[] forces = Rounds.of(lab.plan(), () -> {
				long before = server.store().forces();
				Child.Turn turn = senders.turn(lab.plan().turn());
				rates[round[0]++ % Plan.ROUNDS] = turn.perSecond();
				return (server.store().forces() - before) / (double) turn.count();
			});
			String name = way.equals("wait") ? "8 senders, each waits" : "8 senders, full window";
			lab.report().value(name, "forced writes a message", Statistics.of(forces),
					Goal.atMost(0.25, "<= 0.25"));
			lab.report().value(name + ": rate", "messages/s", Statistics.of(rates), Goal.NONE);
			senders.close();
		}
	}

	/** Moves of 10,000 recoverable messages to a subqueue at the interface of the engine. */
	static void moves(Lab lab) throws Exception {
		int count = lab.plan().scaled(MOVES);
		for (int window : WINDOWS) {
			Path data = lab.filled("moves-" + window, 1);
			Child child = lab.keep(Child.worker(false, "store-move", data.toString(), Integer.toString(count),
					Integer.toString(window)));
			double[] rates = Rounds.of(lab.plan(), () -> child.turn(0).perSecond());
			lab.report().value("moves of 10,000 messages, at a time: " + window, "messages/s", Statistics.of(rates),
					Goal.atLeast(2000, ">= 2,000"));
			child.close();
		}
	}

	/** Appends at the store interface against a file that is only appended to, both with group commit. */
	static void appends(Lab lab) throws Exception {
		for (int callers : CALLERS) {
			String number = Integer.toString(callers);
			Child ours = lab.keep(Child.worker(false, "append-store", lab.folder("store-" + callers).toString(),
					number));
			Child floor = lab.keep(Child.worker(false, "append-floor", lab.folder("floor-" + callers).toString(),
					number));
			Rounds rounds = Rounds.alternate(lab.plan(), () -> ours.turn(lab.plan().turn()).perSecond(),
					() -> floor.turn(lab.plan().turn()).perSecond());
			lab.report().ratio("durable appends, callers: " + callers, "messages/s", "store", "file", rounds,
					Goal.atLeast(0.3, ">= 0.3"));
			ours.close();
			floor.close();
		}
	}
}
