package dev.quayside.admin.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The two attributes of an account that hold its certificates, as the directory has them.
 *
 * @param certificates
 *            value of {@code mSMQSignCertificates}; empty: it has none
 * @param digests
 *            values of {@code mSMQDigests} in lower-case hex; the directory keeps no order
 */
public record CertificateAttributes(Optional<byte[]> certificates, Set<String> digests) {

	public static final CertificateAttributes NONE = new CertificateAttributes(Optional.empty(), Set.of());

	public CertificateAttributes {
		Objects.requireNonNull(certificates);
		digests = Collections.unmodifiableSet(new TreeSet<>(digests));
	}

	/** The bytes of a digest. */
	public static byte[] bytes(String digest) {
		return HexFormat.of().parseHex(digest);
	}

	/** SHA-256 of both, in hex. */
	public String fingerprint() {
		try {
			MessageDigest hash = MessageDigest.getInstance("SHA-256");
			hash.update((certificates.isPresent() + "," + certificates.map(value -> value.length).orElse(0))
					.getBytes(StandardCharsets.US_ASCII));
			certificates.ifPresent(hash::update);
			digests.forEach(digest -> hash.update(digest.getBytes(StandardCharsets.US_ASCII)));
			return HexFormat.of().formatHex(hash.digest());
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof CertificateAttributes that && digests.equals(that.digests)
				&& Arrays.equals(certificates.orElse(null), that.certificates.orElse(null));
	}

	@Override
	public int hashCode() {
		return digests.hashCode() * 31 + Arrays.hashCode(certificates.orElse(null));
	}

	@Override
	public String toString() {
		return certificates.map(value -> value.length).orElse(0) + " bytes, " + digests.size() + " digests";
	}
}
