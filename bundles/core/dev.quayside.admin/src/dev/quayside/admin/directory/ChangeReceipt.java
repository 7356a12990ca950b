package dev.quayside.admin.directory;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a change to one account.
 *
 * @param after
 *            what was read back; before the change where nothing was done; empty if it is not known
 * @param backup
 *            file that was written first
 * @param sentence
 *            for people, without full stop
 */
public record ChangeReceipt(CertificateAccount account, String what, Instant when, Outcome outcome,
		Optional<CertificateCounts> after, Optional<Path> backup, String sentence,
		Optional<DirectoryException> failure) {

	/** How it ended. */
	public enum Outcome {

		/** Made, read back and found right. */
		DONE,

		/** There was nothing to do. */
		UNCHANGED,

		/** Not made: somebody else has changed the account since it was read. */
		CONFLICT,

		/** Not made. */
		FAILED,

		/** The connection broke: it is not known whether it was made. */
		UNCERTAIN,

		/** Not tried, because it was cancelled before. */
		CANCELLED;

		/** As in JSON. */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	public boolean isDone() {
		return outcome == Outcome.DONE || outcome == Outcome.UNCHANGED;
	}
}
