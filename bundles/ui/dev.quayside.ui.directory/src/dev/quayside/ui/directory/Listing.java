package dev.quayside.ui.directory;

import java.util.List;

/** A table of the directory, as the commands that are the same for all of them need it. */
interface Listing {

	/** Reads it again. */
	void refresh();

	void focusSearch();

	/** The rows that are selected. */
	List<?> selectedRows();

	/** All rows that are shown, for a spreadsheet. */
	String csv();

	/** For a file with them, without ending. */
	String fileName();
}
