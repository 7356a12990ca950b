package dev.quayside.directory.ldap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a certificate is one of a host: by its alternative names alone, as RFC 6125 has it. */
final class HostNames {

	private static final int DNS_NAME = 2;
	private static final int IP_ADDRESS = 7;
	private static final int MAX_LISTED = 10;

	private HostNames() {}

	/** Why it is not, as a sentence without full stop; empty if it is. */
	static Optional<String> mismatch(X509Certificate certificate, String host) {
		Collection<List<?>> names;
		try {
			names = certificate.getSubjectAlternativeNames();
		} catch (CertificateParsingException e) {
			return Optional.of("its alternative names cannot be read");
		}
		if (names == null) {
			return Optional.of("it names no host");
		}
		boolean isAddress = isAddress(host);
		boolean matches = names.stream().anyMatch(name -> name.get(1) instanceof String text
				&& (isAddress
						? name.get(0).equals(IP_ADDRESS) && isSameAddress(text, host)
						: name.get(0).equals(DNS_NAME) && matches(text, host)));
		return matches ? Optional.empty() : Optional.of("it is one of " + listed(names) + ", not of " + host);
	}

	private static String listed(Collection<List<?>> names) {
		String list = names.stream().filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
				.map(name -> String.valueOf(name.get(1))).limit(MAX_LISTED).collect(Collectors.joining(", "));
		return list.isEmpty() ? "no host" : list;
	}

	private static boolean isAddress(String host) {
		return host.indexOf(':') >= 0 || host.matches("\\d+(\\.\\d+){3}");
	}

	/** Both are addresses in digits, so nobody is asked. */
	private static boolean isSameAddress(String a, String b) {
		try {
			return isAddress(a) && InetAddress.getByName(a).equals(InetAddress.getByName(b));
		} catch (UnknownHostException e) {
			return false;
		}
	}

	/** A star stands for the first label alone. */
	private static boolean matches(String pattern, String host) {
		String expected = pattern.toLowerCase(Locale.ROOT);
		String found = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
		if (!expected.startsWith("*.")) {
			return expected.equals(found);
		}
		int dot = found.indexOf('.');
		return dot > 0 && found.substring(dot).equals(expected.substring(1))
				&& expected.indexOf('.', 2) > 0;
	}
}
