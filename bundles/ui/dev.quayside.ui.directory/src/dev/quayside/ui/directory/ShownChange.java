package dev.quayside.ui.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CleanupPreview;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.ui.model.Words;
import dev.quayside.ui.model.directory.PreviewRow;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.Optional;

/** Gets the changes behind the lines of a preview, with all values. Blocks: for jobs only. */
record ShownChange(DirectoryConnection connection, Optional<ManyAccounts> many) {

	/**
	 * What the line shows; it is read again where it was not kept.
	 *
	 * @throws DirectoryException
	 *             of kind BUSY if the account is another by now
	 */
	CertificateChange of(PreviewRow row, IProgressMonitor monitor) throws DirectoryException {
		if (row.kept().isPresent()) {
			return row.kept().get();
		}
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		CleanupPreview preview = row.preview().orElseThrow();
		CertificateChange change = many.orElseThrow().change(connection, preview, monitor);
		if (!change.preview().fingerprint().equals(preview.fingerprint())) {
			throw new DirectoryException(Kind.BUSY,
					Words.oneLine(row.account()) + " has changed since it was previewed",
					"Go back and look at the preview again", null);
		}
		return change;
	}
}
