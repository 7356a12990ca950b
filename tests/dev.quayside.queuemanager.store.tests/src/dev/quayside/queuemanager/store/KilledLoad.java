package dev.quayside.queuemanager.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** The same store under load, killed again and again at random moments. */
final class KilledLoad {

	private static final int MAX_LINES = 1500;
	private static final int MAX_DELAY_MICROS = 3000;

	private final Path folder;
	private Map<String, String> places = Map.of();
	private int committed;

	KilledLoad(Path folder) {
		this.folder = folder;
	}

	/** Units of work that were committed so far. */
	int committed() {
		return committed;
	}

	/** One kill; fails unless everything that was acknowledged is there. */
	void round(long seed) throws Exception {
		SplittableRandom random = new SplittableRandom(seed);
		LoadLog log = new LoadLog(places);
		kill(log, seed, 1 + random.nextInt(MAX_LINES), random.nextInt(MAX_DELAY_MICROS));
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			places = LoadLog.settle(log, store);
		}
		List<String> damage = StoreMaintenance.check(folder).damage();
		if (!damage.isEmpty()) {
			throw new AssertionError("Damaged: " + damage);
		}
		committed += log.committed();
	}

	/** Its handle kills it without closing the pipe, in which the last lines are. */
	private void kill(LoadLog log, long seed, int lines, int delayMicros) throws IOException, InterruptedException {
		String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m", "-cp", path,
				LoadProgram.class.getName(), folder.toString(), Long.toString(seed))
				.redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try (BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
			StringBuilder line = new StringBuilder();
			for (int c = out.read(); c >= 0; c = out.read()) {
				if (c == '\n') {
					log.add(line.toString());
					line.setLength(0);
					if (log.lines() == lines) {
						LockSupport.parkNanos(delayMicros * 1000L);
						process.toHandle().destroyForcibly();
					}
				} else {
					line.append((char) c);
				}
			}
		} finally {
			process.destroyForcibly().waitFor();
		}
		if (log.lines() < lines) {
			throw new AssertionError("The load has ended after " + log.lines() + " lines: " + process.exitValue());
		}
	}
}
