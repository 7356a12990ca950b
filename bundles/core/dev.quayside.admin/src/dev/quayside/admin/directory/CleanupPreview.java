package dev.quayside.admin.directory;

/**
 * What a clean-up would do to one account, without the values themselves: for previews of many accounts.
 *
 * @param removed
 *            how many certificates go
 * @param isEmpty
 *            nothing is to be done
 * @param warning
 *            what breaks, in sentences; empty if nothing does
 * @param fingerprint
 *            of both states, see {@link CleanAccounts}
 */
public record CleanupPreview(CertificateAccount account, CertificateCounts after, int removed, boolean isEmpty,
		String warning, String fingerprint) {}
