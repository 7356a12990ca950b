package dev.quayside.admin.directory;

import java.util.Objects;
import java.util.Optional;

/**
 * What would become of one account.
 *
 * @param change
 *            empty: it could not be worked out
 * @param failure
 *            why not
 */
public record PlannedChange(String account, Optional<CertificateChange> change, Optional<DirectoryException> failure) {

	public PlannedChange {
		Objects.requireNonNull(account);
		if (change.isPresent() == failure.isPresent()) {
			throw new IllegalArgumentException("Either a change or a failure");
		}
	}

	public static PlannedChange of(CertificateChange change) {
		return new PlannedChange(change.account().account(), Optional.of(change), Optional.empty());
	}

	public static PlannedChange failed(String account, DirectoryException failure) {
		return new PlannedChange(account, Optional.empty(), Optional.of(failure));
	}
}
