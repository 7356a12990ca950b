package dev.quayside.queuemanager.store;

import dev.quayside.queuemanager.store.FaultyDisk.Survival;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The load on a disk that loses its power; each time a new one. */
final class CutLoad {

	/** Nothing comes to the disk but by what the load does. */
	private static final Duration NEVER = Duration.ofDays(1);
	private static final int MAX_MESSAGES = 60;
	private static final int EVENTS_A_MESSAGE = 12;

	private final Path lock;
	private int committed;

	CutLoad(Path lock) {
		this.lock = lock;
	}

	/** Units of work that were committed so far. */
	int committed() {
		return committed;
	}

	/** A cut at a random write or force, or none. */
	void round(long seed) throws Exception {
		SplittableRandom random = new SplittableRandom(seed);
		int messages = 1 + random.nextInt(MAX_MESSAGES);
		cut(seed, messages, random.nextInt(messages * EVENTS_A_MESSAGE),
				Survival.values()[random.nextInt(Survival.values().length)]);
	}

	/**
	 * Fails unless everything that was acknowledged is there.
	 *
	 * @param messages
	 *            of each sender
	 * @param event
	 *            write, force, truncation or renaming at which the power goes
	 * @return whether it went before the load had ended
	 */
	boolean cut(long seed, int messages, int event, Survival survival) throws Exception {
		FaultyDisk disk = new FaultyDisk();
		List<String> lines = Collections.synchronizedList(new ArrayList<>());
		boolean cut = runUntilCut(disk, seed, messages, event, lines);
		FaultyDisk revived = disk.revive(survival, seed + event);
		LoadLog log = new LoadLog(Map.of());
		lines.forEach(log::add);
		try (MvMessageStore store = MvMessageStore.open(lock, revived.path("store"), NEVER)) {
			LoadLog.settle(log, store);
		} finally {
			disk.remove();
			revived.remove();
		}
		committed += log.committed();
		return cut;
	}

	private boolean runUntilCut(FaultyDisk disk, long seed, int messages, int event, List<String> lines)
			throws Exception {
		try (MvMessageStore store = MvMessageStore.open(lock, disk.path("store"), NEVER);
				EngineTarget target = new EngineTarget(store)) {
			disk.cutAt(disk.events() + event);
			new Load(target, seed, messages, lines::add).run();
		}
		return disk.isOff();
	}
}
