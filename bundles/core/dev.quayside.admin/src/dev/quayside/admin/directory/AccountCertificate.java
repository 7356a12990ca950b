package dev.quayside.admin.directory;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One certificate of an account with what is known about it.
 *
 * @param index
 *            place among the certificates of the account, from 0
 * @param digest
 *            MD5 of its bytes, 32 lower-case hex digits
 * @param statedDigest
 *            what its entry states instead; the same where all is well
 * @param thumbprint
 *            SHA-1 of its bytes, 40 lower-case hex digits
 * @param bytes
 *            of the certificate
 * @param details
 *            empty: unparsable
 * @param evidence
 *            why the verdict is what it is, as a sentence without full stop
 */
public record AccountCertificate(int index, UUID registrationId, String digest, String statedDigest, String thumbprint,
		int bytes, Optional<CertificateDetails> details, DigestState digestState, MachineState machineState,
		Verdict verdict, String evidence) {

	public AccountCertificate {
		Objects.requireNonNull(registrationId);
		Objects.requireNonNull(details);
		Objects.requireNonNull(digestState);
		Objects.requireNonNull(machineState);
		Objects.requireNonNull(verdict);
		Objects.requireNonNull(evidence);
	}

	/** The machine that its subject names. */
	public Optional<String> machine() {
		return details.flatMap(CertificateDetails::machine);
	}
}
