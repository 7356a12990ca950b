package dev.quayside.queuemanager.store;

import dev.quayside.testkit.Program;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * The same queue manager under load over the wire, killed again and again at random moments. The transactional senders go on
 * with the next one where they were.
 */
final class KilledWireLoad implements AutoCloseable {

	private static final int MAX_LINES = 1500;
	private static final int MAX_DELAY_MICROS = 3000;

	private final Path folder;
	private final WireSenders senders = new WireSenders();
	private final Set<String> arrived = new HashSet<>();
	private Map<String, String> places = Map.of();
	private int committed;
	private int resent;

	KilledWireLoad(Path folder) {
		this.folder = folder;
	}

	/** Units of work that were committed so far. */
	int committed() {
		return committed;
	}

	/** Messages so far that were sent again to the next queue manager. */
	int resent() {
		return resent;
	}

	/** One kill; fails unless everything that was acknowledged is there, once. */
	void round(long seed) throws Exception {
		SplittableRandom random = new SplittableRandom(seed);
		LoadLog log = new LoadLog(places);
		for (int sender = 0; sender < Load.SENDERS; sender++) {
			List<String> unfinished = senders.open(sender);
			unfinished.stream().filter(id -> !arrived.contains(id)).forEach(id -> log.add("S " + id));
			resent += unfinished.size();
		}
		kill(log, seed, log.lines() + 1 + random.nextInt(MAX_LINES), random.nextInt(MAX_DELAY_MICROS));
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			places = LoadLog.settle(log, store);
		}
		List<String> damage = StoreMaintenance.check(folder).damage();
		if (!damage.isEmpty()) {
			throw new AssertionError("Damaged: " + damage);
		}
		arrived.addAll(log.arrived());
		committed += log.committed();
	}

	private void kill(LoadLog log, long seed, int lines, int delayMicros) throws Exception {
		CountDownLatch reached = new CountDownLatch(1);
		try (Program.Server server = Program.serve(folder, "--queue", Load.PLAIN, "--queue",
				Load.TRANSACTIONAL + ",transactional");
				WireTarget target = new WireTarget(server.rpcPort(), server.transferPort(), senders, places.size())) {
			Thread killer = new Thread(() -> {
				try {
					reached.await();
					LockSupport.parkNanos(delayMicros * 1000L);
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				} finally {
					target.goes();
					server.process().destroyForcibly();
				}
			});
			killer.start();
			try {
				new Load(target, seed, Integer.MAX_VALUE, line -> {
					log.add(line);
					if (log.lines() == lines) {
						reached.countDown();
					}
				}).run();
			} finally {
				killer.interrupt();
				killer.join();
			}
		}
	}

	@Override
	public void close() {
		senders.close();
	}
}
