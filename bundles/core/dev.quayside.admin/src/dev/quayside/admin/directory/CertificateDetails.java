package dev.quayside.admin.directory;

import java.time.Instant;
import java.util.Optional;

/**
 * What an X.509 certificate says.
 *
 * @param key
 *            algorithm and length: "RSA 1024"
 * @param machine
 *            that its subject names, as far as that is recognised
 * @param user
 *            that its subject names, likewise
 */
public record CertificateDetails(String subject, String issuer, Instant notBefore, Instant notAfter, String key,
		Optional<String> machine, Optional<String> user) {

	public boolean isExpiredAt(Instant now) {
		return notAfter.isBefore(now);
	}
}
