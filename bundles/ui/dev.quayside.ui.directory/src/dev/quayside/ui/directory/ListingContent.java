package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.RowColumn;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.swt.widgets.Composite;

import java.util.List;
import java.util.function.Consumer;

/** What a {@link ListingPanel} lists. */
interface ListingContent<T> {

	/** In the plural: "Accounts". */
	String name();

	List<RowColumn<T>> columns();

	/** Number of the column that gives the order at first. */
	default int sorted() {
		return 0;
	}

	default boolean isDescending() {
		return false;
	}

	/** Whether it is asked of a domain or of the whole forest, as the user wants; otherwise it is always of the forest. */
	default boolean hasScope() {
		return true;
	}

	/** Lists everything; each goes to the consumer as soon as it is read. Called by a job. */
	void list(DirectoryConnection connection, AccountQuery.Scope scope, Consumer<T> consumer,
			IProgressMonitor monitor) throws DirectoryException;

	/** By which a row is recognised that was read again. */
	Object key(T row);

	/** What it says where nothing is found: "No user of corp.example has MSMQ certificates". */
	String nothing(String where);

	/** More to choose what is listed, in a row. */
	default void addChoices(Composite row) {
		// there is none
	}

	/** More to say about what is listed, above the table. */
	default void addRemark(Composite parent) {
		// there is nothing
	}

	/** Another directory is shown: what was found out about the old one is of no use. On the UI thread. */
	default void forget() {
		// there is nothing
	}

	/** The columns for a spreadsheet, where they are others than those that people read. */
	default List<ColumnSpec<T>> exported() {
		return columns().stream().map(RowColumn::spec).toList();
	}
}
