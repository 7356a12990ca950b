package dev.quayside.admin.directory;

import java.util.Locale;

/** Whose certificates they are. */
public enum AccountKind {

	/** A person or a service. */
	USER,

	/** A machine: its certificates are the keys of its queue manager, and no bulk action touches them. */
	COMPUTER;

	/** As in JSON. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
