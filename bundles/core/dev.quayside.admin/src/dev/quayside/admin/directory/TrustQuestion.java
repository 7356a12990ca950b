package dev.quayside.admin.directory;

/** Asks somebody whether a certificate of a server is to be trusted. Called on the thread that connects. */
@FunctionalInterface
public interface TrustQuestion {

	/** Nobody is there to ask. */
	TrustQuestion REFUSE = certificate -> false;

	/** Whoever says yes has compared the fingerprint; to remember it is theirs too, see {@link ServerTrust}. */
	boolean isTrusted(ServerCertificate certificate);
}
