package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.ui.model.RowColumn;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One kind of what MSMQ keeps for a forest.
 *
 * @param id
 *            behind that of the view, of the context menu
 * @param icon
 *            its name without ending
 * @param key
 *            by which a row is recognised that was read again
 * @param nothing
 *            what it says where there is none, with {@code %s} for the domain or forest
 */
record Section<T>(String id, String icon, String name, boolean hasScope, List<RowColumn<T>> columns,
		Function<T, Object> key, String nothing, Reader<T> reader) implements ListingContent<T> {

	/** Reads all of the kind. */
	interface Reader<T> {

		void read(DirectoryConnection connection, AccountQuery.Scope scope, Consumer<T> consumer,
				IProgressMonitor monitor) throws DirectoryException;
	}

	@Override
	public void list(DirectoryConnection connection, AccountQuery.Scope scope, Consumer<T> consumer,
			IProgressMonitor monitor) throws DirectoryException {
		reader.read(connection, scope, consumer, monitor);
	}

	@Override
	public Object key(T row) {
		return key.apply(row);
	}

	@Override
	public String nothing(String where) {
		return nothing.formatted(where);
	}
}
