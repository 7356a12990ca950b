package dev.quayside.admin;

/** How calls are protected on the wire; an identity needs at least {@link #CONNECT}. */
public enum Protection {
	NONE,
	CONNECT,
	INTEGRITY,
	PRIVACY
}
