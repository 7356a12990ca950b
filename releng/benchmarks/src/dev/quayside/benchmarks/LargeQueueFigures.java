package dev.quayside.benchmarks;

import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoreMaintenance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A queue of a million messages at the interface of the engine. */
final class LargeQueueFigures {

	private static final int COUNT = 1_000_000;
	private static final int SMALL = 10_000;
	private static final double MIB = 1024 * 1024;

	private LargeQueueFigures() {}

	static void million(Lab lab) throws Exception {
		int count = lab.plan().scaled(COUNT);
		Path data = lab.filled("million", count);
		open(lab, data);
		page(lab, data);
		double[] growth = new double[Plan.ROUNDS];
		for (int i = 0; i < Plan.ROUNDS; i++) {
			growth[i] = once(lab, "store-heap", data.toString()).count() / MIB;
		}
		lab.report().value("a million: heap growth", "MiB after reading all of it", Statistics.of(growth),
				Goal.atMost(64, "<= 64"));
		purge(lab, data, count);
	}

	private static void open(Lab lab, Path data) throws Exception {
		double[] millis = new double[Plan.ROUNDS];
		for (int i = 0; i < Plan.ROUNDS; i++) {
			millis[i] = once(lab, "store-open", data.toString()).millis();
		}
		lab.report().value("a million: open", "ms to the first message, in a new process", Statistics.of(millis),
				Goal.atMost(500, "<= 500"));
	}

	/** One turn of a new process. */
	private static Child.Turn once(Lab lab, String... arguments) throws Exception {
		try (Child child = Child.worker(false, arguments)) {
			return child.turn(lab.plan().turn());
		}
	}

	private static void page(Lab lab, Path data) throws Exception {
		Child ours = lab.keep(Child.worker(false, "store-page", data.toString()));
		Child file = lab.keep(Child.worker(false, "file-read", data.resolve(StoreWork.FILE).toString()));
		Rounds rounds = Rounds.alternate(lab.plan(), () -> ours.turn(lab.plan().turn()).count() / 1e6,
				() -> file.turn(lab.plan().turn()).count() / 1e6);
		lab.report().value("a million: 40 rows anywhere", "ms, 99th percentile", Statistics.of(rounds.first()),
				Goal.atMost(5, "<= 5"));
		lab.report().ratio("a million: 40 rows anywhere", "ms, 99th percentile", "ours", "plain file", rounds,
				Goal.NONE);
		ours.close();
		file.close();
	}

	/** Both queues are filled before each purge, which does not count. */
	private static void purge(Lab lab, Path data, int count) throws Exception {
		String few = Integer.toString(lab.plan().scaled(SMALL));
		Path small = lab.filled("small", lab.plan().scaled(SMALL));
		Path smallest = lab.filled("smallest", 1);
		Child large = lab.keep(Child.worker(false, "store-purge", data.toString(), Integer.toString(count)));
		Child little = lab.keep(Child.worker(false, "store-purge", small.toString(), few));
		Child least = lab.keep(Child.worker(false, "store-purge", smallest.toString(), "1"));
		List<Double> growth = new ArrayList<>();
		List<Double> sizes = new ArrayList<>();
		List<Double> none = new ArrayList<>();
		Rounds rounds = Rounds.alternate(new Plan(lab.plan().quick(), 0, 1), () -> {
			Child.Turn turn = large.turn(0);
			growth.add(turn.count() / MIB);
			sizes.add(Files.size(data.resolve(StoreWork.FILE)) / MIB);
			return turn.millis();
		}, () -> {
			none.add(least.turn(0).millis());
			return little.turn(0).millis();
		});
		Report report = lab.report();
		report.ratio("a million: purge", "ms", "1,000,000", "10,000", rounds, Goal.atMost(5, "<= 5"));
		report.value("a million: purge of one message", "ms", statistics(none), Goal.NONE);
		report.value("a million: growth by a purge", "MiB of the file", statistics(growth), Goal.atMost(1, "<= 1"));
		report.value("a million: file", "MiB after each purge, first to last " + Statistics.text(sizes.get(0)) + " to "
				+ Statistics.text(sizes.get(sizes.size() - 1)), statistics(sizes), Goal.NONE);
		large.close();
		compact(report, data);
	}

	/** Writes the file of the purged queue anew. */
	private static void compact(Report report, Path data) throws StoreException {
		long start = System.nanoTime();
		StoreMaintenance.Compacted compacted = StoreMaintenance.compact(data);
		double millis = (System.nanoTime() - start) / 1e6;
		report.value("a million: file after a purge and compaction",
				"MiB, before " + Statistics.text(compacted.before() / MIB) + ", in " + Statistics.text(millis) + " ms",
				statistics(List.of(compacted.after() / MIB)), Goal.atMost(1, "<= 1"));
	}

	private static Statistics statistics(List<Double> values) {
		return Statistics.of(values.stream().mapToDouble(value -> value).toArray());
	}
}
