package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.store.FaultyDisk.Survival;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

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
		CutLoad load = new CutLoad(folder);
		int event = 0;
		try (QuietLog quiet = new QuietLog()) {
			while (load.cut(1, 3, event, Survival.values()[event % Survival.values().length])) {
				event++;
			}
		}
		System.out.println("Power cuts under load: at each of " + event + " writes and forces, " + load.committed()
				+ " units of work");
		assertThat(event).isGreaterThan(20);
	}
}
