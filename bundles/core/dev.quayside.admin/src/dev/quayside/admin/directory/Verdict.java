package dev.quayside.admin.directory;

import java.util.Locale;

/** What to think of a certificate, the gravest first. */
public enum Verdict {

	/** It is no X.509 certificate. */
	UNPARSABLE,
	MACHINE_GONE,
	MACHINE_DISABLED,

	/** Its validity has ended; whoever checks signatures may go on to accept it. */
	EXPIRED,
	MACHINE_SILENT,

	/** Nothing can be said about its machine; no rule about machines chooses it. */
	MACHINE_UNKNOWN,
	CURRENT;

	/** As in JSON. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}
}
