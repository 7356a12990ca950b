package dev.quayside.admin.directory;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which certificates of directory servers are trusted.
 *
 * @param authorities
 *            file with certificates in PEM that are trusted instead of those of the Java platform
 * @param fingerprints
 *            SHA-256 of certificates that the user has trusted: 64 hex digits, also with colons between them
 */
public record ServerTrust(Optional<Path> authorities, Set<String> fingerprints) {

	/** What the Java platform trusts. */
	public static final ServerTrust PLATFORM = new ServerTrust(Optional.empty(), Set.of());

	public ServerTrust {
		fingerprints = fingerprints.stream().map(ServerTrust::normal).collect(Collectors.toUnmodifiableSet());
	}

	private static String normal(String fingerprint) {
		String hex = fingerprint.replace(":", "").strip().toLowerCase(Locale.ROOT);
		if (!hex.matches("[0-9a-f]{64}")) {
			throw new IllegalArgumentException(
					"'" + fingerprint + "' is no fingerprint: expected the SHA-256 of a certificate, 64 hex digits");
		}
		return hex;
	}

	/** @param fingerprint as {@link ServerCertificate} has it */
	public boolean includes(String fingerprint) {
		return fingerprints.contains(fingerprint);
	}
}
