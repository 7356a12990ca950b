package dev.quayside.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Long rounds with one seed each, until all are done or the time is over: {@code QUAYSIDE_MINUTES}, 10 where it is not
 * set. They begin at {@code QUAYSIDE_SEED}; without that they go on behind the last one that passed. Files under
 * target/long keep the next seed, and what to say at the end.
 */
public final class Rounds {

	private static final int DEFAULT_MINUTES = 10;

	/** One round; whatever it throws is a failure. */
	public interface Round {

		void run(long seed) throws Exception;
	}

	private Rounds() {}

	/** Runs rounds until the time is over, but at least one. */
	public static void run(String kind, String name, Round round) throws IOException {
		run(kind, name, Integer.MAX_VALUE, round);
	}

	/**
	 * Runs at least one round.
	 *
	 * @param kind
	 *            as in {@code ./test --long=kind}
	 * @param name
	 *            of what has these rounds, unlike that of others of the same kind
	 * @param most
	 *            rounds are enough
	 */
	public static void run(String kind, String name, int most, Round round) throws IOException {
		long minutes = setting("QUAYSIDE_MINUTES").map(Long::parseLong).orElse((long) DEFAULT_MINUTES);
		Optional<Long> given = setting("QUAYSIDE_SEED").map(Long::parseLong);
		Path next = folder().resolve(kind + "-" + name + ".seed");
		long first = given.orElse(Files.exists(next) ? Long.parseLong(Files.readString(next).strip()) : 1L);
		long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
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
