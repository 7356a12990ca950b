package dev.quayside.admin.directory;

import java.util.Locale;

/** What an administrator has to know first about an account with certificates. */
public enum AccountState {

	OK,

	/** Digests without certificate, or certificates without digest. */
	INCONSISTENT,

	/** A registration may fail soon. */
	NEAR_LIMIT,

	/** {@code mSMQSignCertificates} cannot be read to its end, or a certificate in it makes no sense. */
	DAMAGED;

	/** As in JSON. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}
}
