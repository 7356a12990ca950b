package dev.quayside.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A queue of 100,000 messages of 1 KiB over RPC, and at the interface of the store. */
final class BrowseFigures {

	private static final int COUNT = 100_000;
	private static final int LARGE_BODY = 3 * 1000 * 1000;
	private static final double MIB = 1024 * 1024;

	private BrowseFigures() {}

	/** From the connection to the first rows: as the first thing that a new process does, and later. */
	static void rows(Lab lab) throws Exception {
		String port = Integer.toString(filled(lab).rpcPort());
		for (String rows : List.of("40", "400")) {
			double[] cold = new double[Plan.ROUNDS];
			for (int i = 0; i < Plan.ROUNDS; i++) {
				try (Child child = Child.worker(false, "first-rows", port, rows)) {
					cold[i] = child.turn(0).millis();
				}
			}
			lab.report().value("first " + rows + " rows, cold", "ms from connecting", Statistics.of(cold),
					Goal.atMost(300, "<= 300"));
			try (Child child = Child.worker(false, "first-rows", port, rows)) {
				double[] warm = Rounds.of(new Plan(lab.plan().quick(), 0, 50), () -> child.turn(0).millis());
				lab.report().value("first " + rows + " rows, warm", "ms from connecting", Statistics.of(warm),
						Goal.atMost(300, "<= 300"));
			}
		}
		List<Double> growth = new ArrayList<>();
		for (int i = 0; i < Plan.ROUNDS; i++) {
			try (Child child = Child.worker(false, "rows-heap", port)) {
				growth.add(child.turn(0).count() / MIB);
			}
		}
		lab.report().value("heap growth with all rows", "MiB",
				Statistics.of(growth.stream().mapToDouble(value -> value).toArray()), Goal.atMost(64, "<= 64"));
	}

	/** A server whose queue has all the messages. */
	static Lab.Server filled(Lab lab) throws Exception {
		Lab.Server server = lab.serve(false, "browse");
		Messages.send(server.transferPort(), lab.plan().scaled(COUNT), Messages.BODY);
		return server;
	}

	/** All messages over one connection, 1 and 8 calls in flight. */
	static void rpc(Lab lab) throws Exception {
		Lab.Server server = filled(lab);
		String port = Integer.toString(server.rpcPort());
		String count = Integer.toString(lab.plan().scaled(COUNT));
		Child eight = lab.keep(Child.worker(false, "browse", port, "8", count));
		Child one = lab.keep(Child.worker(false, "browse", port, "1", count));
		Child rows = lab.keep(Child.worker(false, "all-rows", port));
		Plan plan = new Plan(lab.plan().quick(), 0, 2);
		Rounds rounds = Rounds.alternate(plan, () -> eight.turn(0).perSecond(), () -> one.turn(0).perSecond());
		lab.report().ratio("browse over RPC with bodies", "messages/s", "8 calls in flight", "1", rounds, Goal.NONE);
		lab.report().value("browse over RPC, rows only", "messages/s",
				Statistics.of(Rounds.of(plan, () -> rows.turn(0).perSecond())), Goal.NONE);
	}

	/** All messages at the interface of the store, beside records of a plain file. */
	static void store(Lab lab) throws Exception {
		Path data = lab.filled("store", lab.plan().scaled(COUNT));
		Child ours = lab.keep(Child.worker(false, "store-browse", data.toString()));
		Child file = lab.keep(Child.worker(false, "file-scan", data.resolve(StoreWork.FILE).toString()));
		Rounds rounds = Rounds.alternate(lab.plan(), () -> ours.turn(0).perSecond(), () -> file.turn(0).perSecond());
		lab.report().ratio("browse at the store", "messages/s", "store", "records of a plain file", rounds, Goal.NONE);
	}

	/** A body of 3 MB from the connection to its last byte. */
	static void body(Lab lab) throws Exception {
		Lab.Server server = lab.serve(false, "body");
		Messages.send(server.transferPort(), 1, LARGE_BODY);
		Child child = lab.keep(Child.worker(false, "large-body", Integer.toString(server.rpcPort())));
		double[] millis = Rounds.of(lab.plan(), () -> {
			Child.Turn turn = child.turn(0);
			if (turn.count() != LARGE_BODY) {
				throw new IllegalStateException("The body has " + turn.count() + " bytes");
			}
			return turn.millis();
		});
		lab.report().value("a body of 3 MB", "ms from connecting", Statistics.of(millis), Goal.NONE);
	}
}
