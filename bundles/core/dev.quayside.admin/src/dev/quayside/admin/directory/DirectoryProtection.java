package dev.quayside.admin.directory;

/** How the connection to a directory server is protected. There is no way without. */
public enum DirectoryProtection {

	/** TLS from the first byte, usually at port 636. */
	LDAPS,

	/** TLS before anything else is said, usually at port 389. */
	START_TLS,

	/** Kerberos signs and seals, without TLS, usually at port 389. For tickets and keys only. */
	SIGN_AND_SEAL
}
