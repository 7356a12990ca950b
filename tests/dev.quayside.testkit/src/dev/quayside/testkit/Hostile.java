package dev.quayside.testkit;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Feeds a decoder what a broken or hostile peer sends: every prefix, and seeded changes of single bytes. */
public final class Hostile {

	/** Decodes bytes, or throws. */
	@FunctionalInterface
	public interface Decoder {

		void decode(byte[] bytes) throws Exception;
	}

	private Hostile() {}

	/**
	 * Every proper prefix must be refused with one of these exceptions.
	 */
	@SafeVarargs
	public static void refusesEveryPrefix(byte[] whole, Decoder decoder, Class<? extends Exception>... expected) {
		for (int length = 0; length < whole.length; length++) {
			byte[] prefix = Arrays.copyOf(whole, length);
			Exception thrown = run(prefix, decoder);
			if (!isOneOf(thrown, expected)) {
				throw new AssertionError("A prefix of " + length + " bytes was " + outcome(thrown), thrown);
			}
		}
	}

	/** Whatever byte is changed: it decodes, or is refused with one of these exceptions. */
	@SafeVarargs
	public static void survivesCorruption(byte[] whole, long seed, int rounds, Decoder decoder,
			Class<? extends Exception>... expected) {
		SplittableRandom random = new SplittableRandom(seed);
		for (int round = 0; round < rounds; round++) {
			byte[] bytes = whole.clone();
			int at = random.nextInt(bytes.length);
			bytes[at] ^= (byte) (1 + random.nextInt(255));
			Exception thrown = run(bytes, decoder);
			if (thrown != null && !isOneOf(thrown, expected)) {
				throw new AssertionError("Seed " + seed + ", round " + round + ", byte " + at + ": " + outcome(thrown),
						thrown);
			}
		}
	}

	private static Exception run(byte[] bytes, Decoder decoder) {
		try {
			decoder.decode(bytes);
			return null;
		} catch (Exception e) {
			return e;
		}
	}

	private static boolean isOneOf(Exception thrown, Class<? extends Exception>[] expected) {
		return thrown != null && Arrays.stream(expected).anyMatch(type -> type.isInstance(thrown));
	}

	private static String outcome(Exception thrown) {
		return thrown == null ? "accepted" : "refused with " + thrown;
	}
}
