package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Program;
import dev.quayside.testkit.Rounds;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/** Power cuts and kills at random moments of random work: {@code ./test --long=crash}. */
@Tag("long")
@Tag("crash")
class CrashRoundsTest {

	private static final int KILL_EVERY = 25;
	private static final int KILLS = 3;
	private static final int KILLS_UNDER_LOAD = 500;
	private static final int KILLS_OVER_THE_WIRE = 100;
	private static final int POWER_CUTS = 1000;
	private static final Duration TIME = Duration.ofMinutes(10);

	@TempDir
	private Path folder;

	@Test
	void nothingAcknowledgedIsLost() throws Exception {
		try (QuietLog quiet = new QuietLog()) {
			Rounds.lasting("crash", "store", TIME, this::round);
		}
	}

	@Test
	void killsUnderLoadLoseDoubleAndHalveNothing() throws Exception {
		KilledLoad load = new KilledLoad(folder.resolve("load"));
		Rounds.counted("crash", "load", KILLS_UNDER_LOAD, load::round);
		Rounds.say("crash", "Under load " + load.committed() + " units of work were committed");
	}

	@Test
	void killsOfAServerUnderLoadLoseDoubleAndHalveNothing() throws Exception {
		try (KilledWireLoad load = new KilledWireLoad(folder.resolve("wire"))) {
			Rounds.counted("crash", "wire", KILLS_OVER_THE_WIRE, load::round);
			Rounds.say("crash", "Over the wire " + load.committed() + " units of work were committed, and "
					+ load.resent() + " messages sent again after a kill");
		}
	}

	@Test
	void powerCutsUnderLoadLoseDoubleAndHalveNothing() throws Exception {
		CutLoad load = new CutLoad(folder.resolve("lock"));
		try (QuietLog quiet = new QuietLog()) {
			Rounds.counted("crash", "power", POWER_CUTS, load::round);
		}
		Rounds.say("crash", "With power cuts " + load.committed() + " units of work were committed");
	}

	private void round(long seed) throws Exception {
		SplittableRandom random = new SplittableRandom(seed);
		try (CrashedStore store = new CrashedStore(folder.resolve("lock"), new FaultyDisk())) {
			store.crash(random, 10 + random.nextInt(30));
		}
		for (int round = 0; round < 5; round++) {
			PowerLossTest.crashProducers(folder.resolve("lock"), random);
		}
		if (seed % KILL_EVERY == 0) {
			kill(Files.createTempDirectory(folder, "killed"), random);
		}
	}

	private static void kill(Path data, SplittableRandom random) throws Exception {
		SentMessages sent = new SentMessages("orders");
		for (int kill = 0; kill < KILLS; kill++) {
			int limit = sent.accepted() + 1 + random.nextInt(5000);
			try (Program.Server server = Program.serve(data, "--queue", "private$\\orders")) {
				Thread[] senders = new Thread[1 + random.nextInt(6)];
				for (int sender = 0; sender < senders.length; sender++) {
					String padding = "x".repeat(random.nextInt(20) == 0 ? 50_000 : random.nextInt(3000));
					senders[sender] = new Thread(() -> sent.send(server.transferPort(), 1_000_000, padding, count -> {
						if (count >= limit) {
							server.process().destroyForcibly();
						}
					}));
					senders[sender].start();
				}
				for (Thread sender : senders) {
					sender.join();
				}
				assertThat(sent.accepted()).as("accepted when the senders ended").isGreaterThanOrEqualTo(limit);
			}
			try (MvMessageStore store = MvMessageStore.open(data)) {
				sent.check(store);
			}
		}
	}
}
