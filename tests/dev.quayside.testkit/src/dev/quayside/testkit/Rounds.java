package dev.quayside.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Long rounds with one seed each: so many, or until the time is over. {@code QUAYSIDE_MINUTES} is the limit of both. They
 * begin at {@code QUAYSIDE_SEED}; without that they go on behind the last one that passed. Files under target/long keep the
 * next seed, and what to say at the end.
 */
public final class Rounds {

	/** One round; whatever it throws is a failure. */
	public interface Round {

		void run(long seed) throws Exception;
	}

	private Rounds() {}

	/**
	 * Runs rounds until the time is over, but at least one.
	 *
	 * @param kind
	 *            as in {@code ./test --long=kind}
	 * @param name
	 *            of what has these rounds, unlike that of others of the same kind
	 * @param minutes
	 *            unless others are set
	 */
	public static void lasting(String kind, String name, Duration minutes, Round round) throws IOException {
		run(kind, name, Integer.MAX_VALUE, minutes, round);
	}

	/** Likewise so many rounds, however long they take unless minutes are set. */
	public static void counted(String kind, String name, int count, Round round) throws IOException {
		run(kind, name, count, Duration.ofDays(1), round);
	}

	private static void run(String kind, String name, int most, Duration time, Round round) throws IOException {
		Duration limit = setting("QUAYSIDE_MINUTES").map(Long::parseLong).map(Duration::ofMinutes).orElse(time);
		Optional<Long> given = setting("QUAYSIDE_SEED").map(Long::parseLong);
		Path next = folder().resolve(kind + "-" + name + ".seed");
		long first = given.orElse(Files.exists(next) ? Long.parseLong(Files.readString(next).strip()) : 1L);
		long end = System.nanoTime() + limit.toNanos();
		long seed = first;
		do {
			try {
				round.run(seed);
			} catch (Exception | Error e) {
				String sentence = "Round " + seed + " of " + kind + " (" + name
						+ ") failed; to repeat it: QUAYSIDE_SEED="
						+ seed + " QUAYSIDE_MINUTES=0 ./test --long=" + kind;
				say(kind, sentence);
				throw new AssertionError(sentence, e);
			}
			seed++;
			if (given.isEmpty()) {
				Files.writeString(next, Long.toString(seed));
			}
		} while (seed - first < most && System.nanoTime() < end);
		say(kind, "Rounds " + first + " to " + (seed - 1) + " of " + kind + " (" + name + ") passed");
	}

	/** Adds a sentence to what is said at the end of long rounds of this kind. */
	public static void say(String kind, String sentence) throws IOException {
		Files.writeString(folder().resolve(kind + ".txt"), sentence + "\n", StandardOpenOption.CREATE,
				StandardOpenOption.APPEND);
	}

	private static Path folder() throws IOException {
		return Files.createDirectories(Vectors.tests().resolve("../target/long").normalize());
	}

	private static Optional<String> setting(String name) {
		return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
	}
}
