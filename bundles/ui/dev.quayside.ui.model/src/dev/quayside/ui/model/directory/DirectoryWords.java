package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.DirectoryFacts;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.ServerCertificate;
import dev.quayside.ui.model.Words;

import java.util.Locale;
import java.util.Optional;

/** Directories as the window says them. */
public final class DirectoryWords {

	private static final int PAIR = 2;

	private DirectoryWords() {}

	public static String words(DirectoryProtection protection) {
		return switch (protection) {
			case LDAPS -> "LDAPS (TLS from the first byte)";
			case START_TLS -> "StartTLS (TLS on the port of LDAP)";
			case SIGN_AND_SEAL -> "Kerberos (signed and sealed, without TLS)";
		};
	}

	/** On one line: server, protection, identity. */
	public static String line(DirectoryFacts facts, String identity) {
		return Words.oneLine(facts.server()) + ", " + Words.oneLine(facts.protection()) + ", as "
				+ Words.oneLine(identity);
	}

	/** Asked about a certificate that nothing vouches for. */
	public static String question(ServerCertificate certificate) {
		return Words.oneLine(certificate.server()) + " shows a certificate that cannot be trusted by itself: "
				+ Words.oneLine(certificate.problem()) + ".\n\nSubject: " + Words.oneLine(certificate.subject())
				+ "\nIssuer: " + Words.oneLine(certificate.issuer()) + "\nValid: "
				+ Words.time(Optional.of(certificate.notBefore())) + " to "
				+ Words.time(Optional.of(certificate.notAfter())) + "\nSHA-256: "
				+ fingerprint(certificate.fingerprint())
				+ "\n\nCompare the fingerprint with the one that the administrator of the server tells you. Somebody "
				+ "who shows another certificate in between reads your password.";
	}

	/** In pairs, in two lines. */
	static String fingerprint(String hex) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < hex.length(); i += PAIR) {
			text.append(i == 0 ? "" : i == hex.length() / 2 ? "\n" : ":").append(hex, i,
					Math.min(hex.length(), i + PAIR));
		}
		return text.toString().toUpperCase(Locale.ROOT);
	}
}
