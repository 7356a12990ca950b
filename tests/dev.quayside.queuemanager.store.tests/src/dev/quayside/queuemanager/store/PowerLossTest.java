package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.store.FaultyDisk.Survival;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

class PowerLossTest {

	private static final int STEPS_BEFORE = 120;
	private static final int STEPS = 60;

	@TempDir
	private Path folder;

	private final QuietLog quiet = new QuietLog();

	@AfterEach
	void close() {
		quiet.close();
	}

	@ParameterizedTest
	@EnumSource(Survival.class)
	void aCutAtAnyWriteOrForceLeavesAllThatWasAcknowledged(Survival survival) throws Exception {
		int events = atEveryEvent((store, event) -> {
			store.revive(survival, event);
			store.check();
		});
		assertThat(events).as("events that were cut").isGreaterThan(STEPS);
	}

	@Test
	void whatIsSeenAfterAKillSurvivesAPowerCut() throws Exception {
		atEveryEvent((store, event) -> {
			store.restart();
			store.check();
			store.revive(Survival.NOTHING, event);
			store.check();
		});
	}

	private interface Aftermath {

		void check(CrashedStore store, int event) throws StoreException;
	}

	private int atEveryEvent(Aftermath aftermath) throws StoreException {
		try (CrashedStore before = new CrashedStore(folder, new FaultyDisk())) {
			before.run(1, STEPS_BEFORE, Integer.MAX_VALUE);
			boolean cut = true;
			int event = 0;
			for (; cut; event++) {
				try (CrashedStore store = before.copy()) {
					cut = store.run(2, STEPS, event);
					aftermath.check(store, event);
				}
			}
			return event;
		}
	}

	@ParameterizedTest
	@EnumSource(Survival.class)
	void aCutWhileTheStoreIsMadeLeavesNoneOrAWholeOne(Survival survival) throws Exception {
		boolean cut = true;
		int event = 0;
		for (; cut; event++) {
			try (CrashedStore store = new CrashedStore(folder, new FaultyDisk())) {
				cut = store.run(3, 0, event);
				store.revive(survival, event);
				store.check();
				store.run(4, 5, Integer.MAX_VALUE);
				store.check();
			}
		}
		assertThat(event).as("events that were cut").isGreaterThan(4);
	}

	@ParameterizedTest
	@ValueSource(longs = { 11, 12, 13, 14, 15, 16 })
	void oneCrashAfterTheOtherLosesNothing(long seed) throws Exception {
		try (CrashedStore store = new CrashedStore(folder, new FaultyDisk())) {
			store.crash(new SplittableRandom(seed), 25);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 21, 22, 23 })
	void producersAtOnceLoseNothingThatTheyWereTold(long seed) throws Exception {
		SplittableRandom random = new SplittableRandom(seed);
		crashProducers(folder, random);
	}

	/** Several producers until the power goes; then everything is checked. */
	static void crashProducers(Path folder, SplittableRandom random) throws Exception {
		FaultyDisk disk = new FaultyDisk();
		FaultyDisk revived = disk;
		Producers producers = new Producers();
		try {
			try (MvMessageStore store = MvMessageStore.open(folder, disk.path("store"), Duration.ofMillis(1))) {
				store.putQueue(Producers.QUEUE, Map.of("name", "queue"));
				disk.cutAt(disk.events() + random.nextInt(400));
				producers.run(store, 4, 60, random);
			}
			revived = disk.revive(Survival.values()[random.nextInt(Survival.values().length)], random.nextLong());
			try (MvMessageStore store = MvMessageStore.open(folder, revived.path("store"), Duration.ofDays(1))) {
				producers.check(store);
			}
		} finally {
			disk.remove();
			revived.remove();
		}
	}

	@Test
	void aDiskForgetsWhatWasNotForced() throws Exception {
		FaultyDisk disk = new FaultyDisk();
		disk.create("file");
		disk.write("file", 0, new byte[]{ 1, 1 });
		disk.force("file");
		disk.write("file", 1, new byte[]{ 2, 2 });

		assertThat(disk.content("file")).containsExactly(1, 2, 2);
		assertThat(disk.revive(Survival.NOTHING, 1).content("file")).containsExactly(1, 1);
		assertThat(disk.revive(Survival.EVERYTHING, 1).content("file")).containsExactly(1, 2, 2);
	}
}
