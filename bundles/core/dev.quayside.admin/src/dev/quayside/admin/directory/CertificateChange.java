package dev.quayside.admin.directory;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

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

	/** Digests of what goes, in hex: messages that carry such a certificate fail authentication. */
	public Set<String> removedDigests() {
		return before.certificates().stream().filter(certificate -> removed.contains(certificate.index()))
				.map(AccountCertificate::digest).collect(Collectors.toSet());
	}

	/** What to remember of it where many are previewed. */
	public CleanupPreview preview() {
		return new CleanupPreview(account(), countsAfter, removed.size(), isEmpty(), warning,
				before.attributes().fingerprint() + after.fingerprint());
	}
}
