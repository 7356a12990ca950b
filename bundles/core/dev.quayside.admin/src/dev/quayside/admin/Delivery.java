package dev.quayside.admin;

import java.util.Locale;

/** How safely a message travels. */
public enum Delivery {
	/** In memory: lost with the process. */
	EXPRESS,
	/** On disk at every hop. */
	RECOVERABLE,
	/** On disk, exactly once and in order; needs a transactional queue. */
	TRANSACTIONAL;

	/** The word in output. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
