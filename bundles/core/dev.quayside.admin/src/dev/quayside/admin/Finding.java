package dev.quayside.admin;

import java.util.Objects;
import java.util.Optional;
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
 * @param kind
 *            of a failure
 */
public record Finding(String step, Result result, OptionalLong millis, String cause, String advice,
		Optional<QueueManagerException.Kind> kind) {

	/** How a step ended. */
	public enum Result {
		/** Nothing to repair here: it works, or it is refused as it should be, or it is not needed. */
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
		Objects.requireNonNull(kind);
	}

	/** Of no particular kind. */
	public Finding(String step, Result result, OptionalLong millis, String cause, String advice) {
		this(step, result, millis, cause, advice,
				result == Result.FAILED ? Optional.of(QueueManagerException.Kind.FAILED) : Optional.empty());
	}
}
