package dev.quayside.msmq.transfer;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Warnings that others can cause as often as they like: at most one a second goes into the log, with how many there were
 * since the one before. The others are there at level DEBUG. Safe for use by several threads.
 */
public final class RareWarnings {

	private static final long QUIET_NANOS = 1_000_000_000L;

	private final System.Logger log;
	private final LongSupplier clock;
	private long quietUntil;
	private long unsaid;

	/** For the warnings of one kind. */
	public RareWarnings(System.Logger log) {
		this(log, System::nanoTime);
	}

	/**
	 * @param clock
	 *            in nanoseconds
	 */
	public RareWarnings(System.Logger log, LongSupplier clock) {
		this.log = log;
		this.clock = clock;
		this.quietUntil = clock.getAsLong();
	}

	public void say(Supplier<String> warning) {
		long before = take();
		if (before < 0) {
			log.log(System.Logger.Level.DEBUG, warning);
		} else {
			log.log(System.Logger.Level.WARNING, () -> warning.get()
					+ (before == 0 ? "" : " (" + before + " more like this were not said before)"));
		}
	}

	/** How many were not said; negative if this one is not to be said either. */
	private synchronized long take() {
		long now = clock.getAsLong();
		if (now - quietUntil < 0) {
			unsaid++;
			return -1;
		}
		quietUntil = now + QUIET_NANOS;
		long before = unsaid;
		unsaid = 0;
		return before;
	}
}
