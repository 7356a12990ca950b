package dev.quayside.admin.directory;

import java.util.Objects;
import java.util.Set;

/**
 * A change to the certificates of one account, worked out and not made yet: the preview.
 *
 * @param what
 *            is done, for people: "Clean up (stale)"
 * @param removed
 *            indices of certificates of {@code before} that go
 * @param after
 *            what the directory will have
 * @param countsAfter
 *            likewise
 * @param forward
 *            LDIF that makes the change, and fails where the directory no longer has what {@code before} has
 * @param inverse
 *            LDIF that takes exactly this change back
 * @param warning
 *            what breaks, in sentences; empty if nothing does
 */
public record CertificateChange(String what, AccountCertificates before, Set<Integer> removed,
		CertificateAttributes after, CertificateCounts countsAfter, String forward, String inverse, String warning) {

	public CertificateChange {
		removed = Set.copyOf(removed);
		Objects.requireNonNull(after);
		Objects.requireNonNull(countsAfter);
		Objects.requireNonNull(warning);
	}

	/** Nothing is to be done. */
	public boolean isEmpty() {
		return before.attributes().equals(after);
	}

	public CertificateAccount account() {
		return before.account();
	}
}
