package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.store.FaultyDisk.Survival;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Eight senders and four receivers with units of work and moves, until a kill or a power cut. */
class KilledLoadTest {

	private static final int KILLS = 20;
	private static final int KILLS_OVER_THE_WIRE = 4;

	@TempDir
	private Path folder;

	@Test
	void killsAtRandomMomentsLoseDoubleAndHalveNothing() throws Exception {
		KilledLoad load = new KilledLoad(folder);
		for (long seed = 1; seed <= KILLS; seed++) {
			load.round(seed);
		}
		System.out.println("Killed under load: rounds with seeds 1 to " + KILLS + " passed, " + load.committed()
				+ " units of work");
		assertThat(load.committed()).isPositive();
	}

	@Test
	void killsOfAServerLoseDoubleAndHalveNothing() throws Exception {
		try (KilledWireLoad load = new KilledWireLoad(folder)) {
			for (long seed = 1; seed <= KILLS_OVER_THE_WIRE; seed++) {
				load.round(seed);
			}
			System.out.println("Killed under load over the wire: rounds with seeds 1 to " + KILLS_OVER_THE_WIRE
					+ " passed, " + load.committed() + " units of work, " + load.resent()
					+ " messages were sent again after a kill");
			assertThat(load.committed()).isPositive();
		}
	}

	@Test
	void aPowerCutAtAnyWriteOrForceLosesDoublesAndHalvesNothing() throws Exception {
		boolean cut = true;
		int committed = 0;
		int event = 0;
		try (QuietLog quiet = new QuietLog()) {
			for (; cut; event++) {
				FaultyDisk disk = new FaultyDisk();
				List<String> lines = Collections.synchronizedList(new ArrayList<>());
				cut = runUntilCut(disk, event, lines);
				FaultyDisk revived = disk.revive(Survival.values()[event % Survival.values().length], event);
				LoadLog log = new LoadLog(Map.of());
				lines.forEach(log::add);
				try (MvMessageStore store = MvMessageStore.open(folder, revived.path("store"), Duration.ofDays(1))) {
					LoadLog.settle(log, store);
				} finally {
					disk.remove();
					revived.remove();
				}
				committed += log.committed();
			}
		}
		System.out.println("Power cuts under load: " + event + " events, " + committed + " units of work");
		assertThat(event).isGreaterThan(20);
	}

	private boolean runUntilCut(FaultyDisk disk, int event, List<String> lines) throws Exception {
		try (MvMessageStore store = MvMessageStore.open(folder, disk.path("store"), Duration.ofDays(1));
				EngineTarget target = new EngineTarget(store)) {
			disk.cutAt(disk.events() + event);
			new Load(target, 1, 3, lines::add).run();
		}
		return disk.isOff();
	}
}
