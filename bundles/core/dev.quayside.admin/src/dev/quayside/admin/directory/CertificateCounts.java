package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

/**
 * How many certificates and digests an account has.
 *
 * @param certificates
 *            those that can be read
 * @param declared
 *            what the value claims to hold; unknown if it is too short even for that
 * @param orphanDigests
 *            digests that no certificate has
 * @param missingDigests
 *            certificates whose digest is not there
 * @param bytes
 *            of {@code mSMQSignCertificates}
 */
public record CertificateCounts(int certificates, Reading<Long> declared, int digests, int orphanDigests,
		int missingDigests, int bytes) {}
