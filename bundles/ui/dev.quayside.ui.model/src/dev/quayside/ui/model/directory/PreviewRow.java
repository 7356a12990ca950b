package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CleanupPreview;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.PlannedChange;

import java.util.Optional;

/**
 * What would become of one account, as a line of a preview.
 *
 * @param preview
 *            empty: it could not be worked out
 * @param kept
 *            the change with all values; empty where many accounts are previewed, for theirs do not fit into memory
 * @param obstacle
 *            why machines were not looked for everywhere
 * @param failure
 *            why it could not be worked out
 */
public record PreviewRow(String account, String what, Optional<CleanupPreview> preview,
		Optional<CertificateChange> kept, Optional<String> obstacle, Optional<DirectoryException> failure) {

	public static PreviewRow of(PlannedChange planned, boolean isKept) {
		return new PreviewRow(planned.account(), planned.change().map(CertificateChange::what).orElse(""),
				planned.change().map(CertificateChange::preview), isKept ? planned.change() : Optional.empty(),
				planned.change().flatMap(change -> change.before().obstacle()), planned.failure());
	}

	/** Whether there is something to be done. */
	public boolean isChanged() {
		return preview.isPresent() && !preview.get().isEmpty();
	}
}
