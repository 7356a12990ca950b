package dev.quayside.admin;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * One step of an examination.
 *
 * @param step
 *            what was tried
 * @param millis
 *            how long it took; empty where nothing was tried
 * @param cause
 *            what was found; for a failure the reason
 * @param advice
 *            what to do; may be empty
 */
public record Finding(String step, Result result, OptionalLong millis, String cause, String advice) {

	/** How a step ended. */
	public enum Result {
		PASSED,
		FAILED,
		/** Not tried, because it makes no sense after an earlier failure. */
		SKIPPED
	}

	public Finding {
		Objects.requireNonNull(step);
		Objects.requireNonNull(result);
		Objects.requireNonNull(millis);
		Objects.requireNonNull(cause);
		Objects.requireNonNull(advice);
	}
}
