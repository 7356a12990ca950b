package dev.quayside.queuemanager.store;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps failures that a test has made out of its output. */
final class QuietLog implements AutoCloseable {

	/** Held, for loggers that nobody holds are forgotten with their level. */
	private final Logger logger = Logger.getLogger("dev.quayside");

	QuietLog() {
		logger.setLevel(Level.OFF);
	}

	@Override
	public void close() {
		logger.setLevel(null);
	}
}
