package dev.quayside.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Beside the broker of Apache Artemis in a process of its own. */
final class ArtemisFigures {

	private static final String SENDERS = "8";
	private static final int COUNT = 100_000;

	private ArtemisFigures() {}

	private static String broker(Lab lab) throws IOException {
		Child broker = lab.keep(Child.java(false, List.of("-Xmx2g"), Worker.class.getName(), "artemis-broker",
				lab.folder("artemis").toString()));
		return broker.ready().substring("READY ".length());
	}

	/** Durable messages of 8 senders: with a full window, and in transactions of 100. */
	static void send(Lab lab) throws Exception {
		String broker = broker(lab);
		Lab.Server server = lab.serve(false, "send", "--queue", SendWork.TRANSACTIONAL + ",transactional");
		for (String way : List.of("window", "transactions")) {
			Child ours = lab.keep(Child.worker(false, "send", Integer.toString(server.transferPort()), SENDERS, way,
					Integer.toString(server.rpcPort())));
			Child theirs = lab.keep(Child.worker(false, "artemis-send", broker, SENDERS, way));
			Rounds rounds = Rounds.alternate(lab.plan().warmed(), () -> ours.turn(lab.plan().turn()).perSecond(),
					() -> theirs.turn(lab.plan().turn()).perSecond());
			lab.report().ratio(way.equals("window") ? "8 senders, full window" : "8 senders, transactions of 100",
					"messages/s", "MS-MQQB", "Artemis", rounds, Goal.atLeast(1, ">= 1.0"));
			ours.close();
			theirs.close();
		}
	}

	/** A queue of 100,000 messages, read whole: by Artemis's browser, at the interface of our store, and over RPC. */
	static void browse(Lab lab) throws Exception {
		String count = Integer.toString(lab.plan().scaled(COUNT));
		Child theirs = lab.keep(Child.worker(false, "artemis-browse", broker(lab), count));
		Plan plan = new Plan(lab.plan().quick(), 0, 12);
		Path data = lab.filled("store", lab.plan().scaled(COUNT));
		Child store = lab.keep(Child.worker(false, "store-browse", data.toString()));
		lab.report().ratio("browse at the store", "messages/s", "store", "Artemis",
				Rounds.alternate(plan, () -> store.turn(0).perSecond(), () -> theirs.turn(0).perSecond()),
				Goal.atLeast(2, ">= 2"));
		store.close();
		Lab.Server server = BrowseFigures.filled(lab);
		Child rpc = lab.keep(Child.worker(false, "browse", Integer.toString(server.rpcPort()), "8", count));
		lab.report().ratio("browse over RPC with bodies", "messages/s", "8 calls in flight", "Artemis",
				Rounds.alternate(plan, () -> rpc.turn(0).perSecond(), () -> theirs.turn(0).perSecond()),
				Goal.atLeast(0.25, ">= 0.25 (stretch 0.5)"));
	}
}
