package dev.quayside.ui.directory;

/** A table of the directory, as the commands that are the same for all of them need it. */
interface Listing {

	/** Reads it again. */
	void refresh();

	void focusSearch();

	/** All rows that are shown, for a spreadsheet. */
	String csv();

	/** For a file with them, without ending. */
	String fileName();
}
