package dev.quayside.ui.directory;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.PlannedChange;

import org.eclipse.core.runtime.IProgressMonitor;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Works out changes to accounts. Blocks: for jobs only. */
interface Planner {

	/** @param consumer gets each at once */
	void plan(DirectoryConnection connection, Consumer<PlannedChange> consumer, IProgressMonitor monitor)
			throws DirectoryException, IOException;

	/** Itself where it is a rule for many accounts, whose changes are not to be kept. */
	default Optional<ManyAccounts> many() {
		return Optional.empty();
	}
}
