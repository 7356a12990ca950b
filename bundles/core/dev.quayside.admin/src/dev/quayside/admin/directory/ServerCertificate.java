package dev.quayside.admin.directory;

import java.time.Instant;

/**
 * A certificate of a server that nothing vouches for.
 *
 * @param server
 *            name and port
 * @param fingerprint
 *            SHA-256 of the certificate, 64 lower-case hex digits
 * @param problem
 *            why it is not trusted, as a sentence without full stop
 */
public record ServerCertificate(String server, String subject, String issuer, Instant notBefore, Instant notAfter,
		String fingerprint, String problem) {}
