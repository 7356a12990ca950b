package dev.quayside.admin.directory;

/** What the directory knows of the machine that a certificate names. */
public enum MachineState {

	/** Its computer object is there, enabled, and has logged on lately as far as is known. */
	PRESENT,

	/** A complete search of the forest found no computer object of the name. */
	GONE,

	/** Its computer object is disabled. */
	DISABLED,

	/** Its computer object has not logged on for long. */
	SILENT,

	/**
	 * The certificate names no machine that we can recognise, or one outside of the forest, or the search was not complete.
	 */
	UNKNOWN
}
