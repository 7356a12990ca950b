package dev.quayside.admin.directory;

import java.util.Locale;

/** How the digest of a certificate stands to {@code mSMQDigests}; digests without certificate are orphans. */
public enum DigestState {

	/** It is there. */
	PRESENT,

	/** It is not there, so nobody finds the account of this certificate. */
	MISSING,

	/** An earlier entry has the same certificate. */
	DUPLICATE,

	/** The entry states another digest than its certificate has. */
	MISMATCH;

	/** As in JSON. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
